using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Worker;

/// <summary>Calls functions: through the app's middleware, with a service scope for each invocation.</summary>
internal sealed class FunctionInvoker
{
    private static readonly IReadOnlyDictionary<string, object?> NoData = new Dictionary<string, object?>();
    private readonly IServiceProvider _services;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();
    private readonly ConcurrentDictionary<Type, PropertyInfo?> _results = new();

    public FunctionInvoker(IServiceProvider services, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        _services = services;
        _pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, wrap) => wrap(next));
    }

    /// <summary>Calls a function; what it throws comes through.</summary>
    public async Task<object?> InvokeAsync(
        FunctionEntry function, object? trigger, IReadOnlyDictionary<string, object?>? data, CancellationToken cancellationToken)
    {
        await using var scope = _services.CreateAsyncScope();
        var context = new LocalFunctionContext(function, scope.ServiceProvider, trigger, data ?? NoData, cancellationToken);
        await _pipeline(context);
        return context.Result;
    }

    /// <summary>Calls an HTTP function with ASP.NET Core's own scope.</summary>
    public async Task<object?> InvokeHttpAsync(FunctionEntry function, HttpContext http)
    {
        var context = new LocalFunctionContext(function, http.RequestServices, http.Request, http.Request.RouteValues, http.RequestAborted);
        context.Items[FunctionContextExtensions.HttpContextKey] = http;
        await _pipeline(context);
        return context.Result;
    }

    /// <summary>
    /// Calls an orchestrator. Nothing here leaves the orchestrator's thread: no scope is opened, nothing is awaited but the orchestrator itself.
    /// </summary>
    public async Task<object?> InvokeOrchestratorAsync(FunctionEntry function, Microsoft.DurableTask.TaskOrchestrationContext orchestration)
    {
        var context = new LocalFunctionContext(function, _services, orchestration, NoData, CancellationToken.None);
        await _pipeline(context);
        return context.Result;
    }

    private async Task ExecuteAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        var function = local.Function;
        var target = function.IsStatic
            ? null
            : _factories.GetOrAdd(function.Type, static type => ActivatorUtilities.CreateFactory(type, []))(local.InstanceServices, null);
        var arguments = new object?[function.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Argument(local, function.Parameters[i]);
        }

        var returned = function.Invoker.Invoke(target, arguments.AsSpan());
        if (returned is ValueTask valueTask)
        {
            returned = valueTask.AsTask();
        }

        if (returned is Task task)
        {
            await task;
            local.Result = _results.GetOrAdd(task.GetType(), static type => ResultOf(type))?.GetValue(task);
        }
        else
        {
            local.Result = returned;
        }
    }

    private static PropertyInfo? ResultOf(Type type)
    {
        var result = type.GetProperty("Result");
        return result?.PropertyType.Name == "VoidTaskResult" ? null : result;
    }

    private static object? Argument(LocalFunctionContext context, ParameterInfo parameter)
    {
        if (parameter == context.Function.TriggerParameter)
        {
            return context.Trigger;
        }

        return parameter.ParameterType switch
        {
            var type when type == typeof(CancellationToken) => context.CancellationToken,
            var type when type == typeof(FunctionContext) => context,
            var type when type == typeof(DurableTaskClient) => context.InstanceServices.GetRequiredService<DurableTaskClient>(),
            var type => RouteValue(context, parameter.Name!, type),
        };
    }

    private static object? RouteValue(LocalFunctionContext context, string name, Type type)
    {
        var text = context.BindingContext.BindingData.TryGetValue(name, out var value) ? value?.ToString() : null;
        if (type == typeof(string))
        {
            return text ?? "";
        }

        return type == typeof(int)
            ? int.Parse(text ?? "", System.Globalization.CultureInfo.InvariantCulture)
            : Guid.Parse(text ?? "");
    }
}
