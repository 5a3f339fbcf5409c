using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;

namespace MicroCare.Local.Worker;

/// <summary>Calls functions: through the app's middleware, with a service scope for each invocation.</summary>
internal sealed class FunctionInvoker
{
    private static readonly IReadOnlyDictionary<string, object?> NoData = new Dictionary<string, object?>();
    private readonly IServiceProvider _services;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly ILogger _log;

    public FunctionInvoker(
        IServiceProvider services, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, ILogger<FunctionInvoker> log)
    {
        _services = services;
        _log = log;
        _pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, wrap) => wrap(next));
    }

    /// <summary>Calls a function; what it throws comes through.</summary>
    public async Task<object?> InvokeAsync(
        FunctionEntry function, object? trigger, IReadOnlyDictionary<string, object?>? data, CancellationToken cancellationToken)
    {
        await using var scope = _services.CreateAsyncScope();
        return await RunAsync(new LocalFunctionContext(function, scope.ServiceProvider, trigger, data ?? NoData, cancellationToken));
    }

    /// <summary>Calls an HTTP function with ASP.NET Core's own scope.</summary>
    public Task<object?> InvokeHttpAsync(FunctionEntry function, HttpContext http) =>
        RunAsync(new LocalFunctionContext(function, http.RequestServices, http.Request, http.Request.RouteValues, http.RequestAborted));

    /// <summary>
    /// Calls an orchestrator. Nothing here leaves the orchestrator's thread: nothing is awaited but the orchestrator itself, and the scope ends
    /// with it, or is left to the garbage collector when the turn ends first.
    /// </summary>
    public async Task<object?> InvokeOrchestratorAsync(FunctionEntry function, TaskOrchestrationContext orchestration)
    {
        using var scope = _services.CreateScope();
        var context = new LocalFunctionContext(function, scope.ServiceProvider, orchestration, NoData, CancellationToken.None);
        await _pipeline(context);
        return context.Result;
    }

    private static async Task ExecuteAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        local.Result = await local.Function.RunAsync(local);
    }

    private async Task<object?> RunAsync(LocalFunctionContext context)
    {
        try
        {
            await _pipeline(context);
            return context.Result;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            WorkerLog.FunctionFailed(_log, context.Function.Name, context.InvocationId, fault.GetType().Name);
            throw;
        }
    }
}
