using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Worker;

/// <summary>One function of the app, checked: every parameter is of a kind that the host can fill.</summary>
internal sealed class FunctionEntry : FunctionDefinition
{
    private readonly MethodInfo _method;

    public FunctionEntry(string name, MethodInfo method)
    {
        Name = name;
        _method = method;
        Type = method.DeclaringType!;
        Parameters = method.GetParameters();
        var triggers = Parameters.Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        TriggerParameter = triggers.Count == 1 ? triggers[0] : throw Wrong($"has {triggers.Count} triggers; a function has one");
        Trigger = TriggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        foreach (var parameter in Parameters)
        {
            Check(parameter);
        }

        CheckReturn();
        Invoker = MethodInvoker.Create(method);
    }

    public override string Name { get; }

    public override string Id => Name;

    public override string PathToAssembly => Type.Assembly.Location;

    public override string EntryPoint => $"{Type.FullName}.{_method.Name}";

    public Type Type { get; }

    public bool IsStatic => _method.IsStatic;

    public ParameterInfo[] Parameters { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ParameterInfo TriggerParameter { get; }

    public MethodInvoker Invoker { get; }

    public InvalidOperationException Wrong(string what) => new($"The function '{Name}' ({EntryPoint}) {what}.");

    /// <summary>
    /// The real ASP.NET Core integration returns <c>IActionResult</c> and <c>IResult</c> as responses; ours takes nothing else, so that nobody relies on more.
    /// </summary>
    private void CheckReturn()
    {
        var type = _method.ReturnType;
        var result = type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
        if (type == typeof(void) && typeof(Task).IsAssignableFrom(type) is false && _method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
        {
            throw Wrong("is 'async void', so nobody would see it fail: return a Task");
        }

        if (Trigger is HttpTriggerAttribute
            && !typeof(IResult).IsAssignableFrom(result)
            && !typeof(Microsoft.AspNetCore.Mvc.IActionResult).IsAssignableFrom(result))
        {
            throw Wrong($"returns {result.Name}; an HTTP function returns an IResult or an IActionResult");
        }
    }

    private void Check(ParameterInfo parameter)
    {
        if (parameter == TriggerParameter)
        {
            CheckTrigger(parameter);
            return;
        }

        var type = parameter.ParameterType;
        var known = type == typeof(CancellationToken)
            || type == typeof(FunctionContext)
            || (parameter.GetCustomAttribute<DurableClientAttribute>() is { TaskHub: null, ConnectionName: null } && type == typeof(DurableTaskClient))
            || (Trigger is HttpTriggerAttribute && (type == typeof(string) || type == typeof(int) || type == typeof(Guid)));
        if (!known)
        {
            throw Wrong($"has a parameter '{parameter.Name}' that the local host cannot bind");
        }
    }

    private void CheckTrigger(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var fits = Trigger switch
        {
            HttpTriggerAttribute => type == typeof(HttpRequest),
            TimerTriggerAttribute => type == typeof(TimerInfo),
            OrchestrationTriggerAttribute => type == typeof(Microsoft.DurableTask.TaskOrchestrationContext),
            QueueTriggerAttribute or ActivityTriggerAttribute => true,
            _ => false,
        };
        if (!fits)
        {
            throw Wrong($"has a trigger parameter '{parameter.Name}' of type {type.Name}, which {Trigger.GetType().Name} cannot fill here");
        }
    }
}
