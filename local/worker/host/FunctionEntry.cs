using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MicroCare.Local.Worker;

/// <summary>One function of the app, checked: every parameter is of a kind that the host can fill.</summary>
internal sealed class FunctionEntry : FunctionDefinition
{
    private readonly MethodInfo _method;
    private readonly MethodInvoker _invoker;
    private readonly ObjectFactory? _instance;
    private readonly Func<LocalFunctionContext, object?>[] _arguments;
    private readonly Func<Task, object?>? _result;

    public FunctionEntry(string name, MethodInfo method)
    {
        Name = name;
        _method = method;
        var parameters = method.GetParameters();
        var triggers = Array.FindAll(parameters, parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null);
        TriggerParameter = triggers.Length == 1 ? triggers[0] : throw Wrong($"has {triggers.Length} triggers; a function has one");
        Trigger = TriggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        CheckMethod();
        _arguments = [.. ParameterBinding.For(this, parameters)];
        _result = TaskResult.Reader(method.ReturnType);
        _invoker = MethodInvoker.Create(method);
        _instance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        Parameters = [.. parameters.Select(each => new FunctionParameter(each.Name!, each.ParameterType, each.HasDefaultValue, each.DefaultValue))];
        InputBindings = parameters
            .Where(each => each.GetCustomAttribute<BindingAttribute>() is not null)
            .ToImmutableDictionary(each => each.Name!, each => (BindingMetadata)new LocalBinding(each.Name!, Kind(each), BindingDirection.In));
        OutputBindings = Trigger is HttpTriggerAttribute
            ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new LocalBinding("$return", "http", BindingDirection.Out))
            : ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    public override string Name { get; }

    public override string Id => Name;

    public override string PathToAssembly => _method.DeclaringType!.Assembly.Location;

    public override string EntryPoint => $"{_method.DeclaringType!.FullName}.{_method.Name}";

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ParameterInfo TriggerParameter { get; }

    public InvalidOperationException Wrong(string what) => new($"The function '{Name}' ({EntryPoint}) {what}.");

    /// <summary>Makes the instance, binds the parameters and calls the method. Only a method that is asynchronous itself is awaited.</summary>
    public async Task<object?> RunAsync(LocalFunctionContext context)
    {
        var target = _instance?.Invoke(context.InstanceServices, null);
        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _arguments[i](context);
        }

        var returned = _invoker.Invoke(target, arguments.AsSpan());
        if (returned is not Task task)
        {
            return returned;
        }

        await task;
        return _result?.Invoke(task);
    }

    private void CheckMethod()
    {
        if (_method.IsGenericMethod || _method.DeclaringType!.ContainsGenericParameters)
        {
            throw Wrong("is generic, which no host can call");
        }

        if (_method.GetCustomAttributes<OutputBindingAttribute>().Any())
        {
            throw Wrong("has an output binding, which the local host does not know");
        }

        var type = _method.ReturnType;
        if (type == typeof(void) && _method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            throw Wrong("is 'async void', so nobody would see it fail: return a Task");
        }

        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            throw Wrong("returns a ValueTask, which the real host does not await: return a Task");
        }

        var result = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0] : type;
        if (Trigger is HttpTriggerAttribute && !typeof(IResult).IsAssignableFrom(result) && !typeof(IActionResult).IsAssignableFrom(result))
        {
            throw Wrong($"returns {result.Name}; an HTTP function returns an IResult or an IActionResult");
        }
    }

    /// <summary>The kind of a binding as the host's metadata has it, such as httpTrigger.</summary>
    private static string Kind(ParameterInfo parameter)
    {
        var name = parameter.GetCustomAttribute<BindingAttribute>()!.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^nameof(Attribute).Length];
    }
}
