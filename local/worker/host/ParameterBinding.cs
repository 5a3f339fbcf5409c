using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Worker;

/// <summary>Finds, once and at start-up, where each argument of a function comes from.</summary>
internal static class ParameterBinding
{
    /// <summary>One source a parameter, in their order.</summary>
    /// <exception cref="InvalidOperationException">A parameter is of a kind that the host cannot fill; names function and parameter.</exception>
    public static IEnumerable<Func<LocalFunctionContext, object?>> For(FunctionEntry function, ParameterInfo[] parameters)
    {
        var inputIsFree = function.Trigger is OrchestrationTriggerAttribute;
        foreach (var parameter in parameters)
        {
            if (parameter == function.TriggerParameter)
            {
                yield return Trigger(function, parameter);
            }
            else if (Common(parameter) is { } common)
            {
                yield return common;
            }
            else if (parameter.GetCustomAttribute<BindingAttribute>() is { } unknown)
            {
                throw function.Wrong($"binds its parameter '{parameter.Name}' by {unknown.GetType().Name}, which the local host cannot do so");
            }
            else if (function.Trigger is HttpTriggerAttribute http)
            {
                yield return RouteBinding.For(function, http, parameter);
            }
            else if (inputIsFree)
            {
                inputIsFree = false;
                yield return OrchestrationInput(parameter.ParameterType);
            }
            else if (function.Trigger is ActivityTriggerAttribute && parameter.Name == "instanceId" && parameter.ParameterType == typeof(string))
            {
                yield return context => context.BindingContext.BindingData["instanceId"];
            }
            else
            {
                throw function.Wrong($"has a parameter '{parameter.Name}' that the local host cannot bind");
            }
        }
    }

    private static Func<LocalFunctionContext, object?>? Common(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
        {
            return static context => context.CancellationToken;
        }

        if (type == typeof(FunctionContext))
        {
            return static context => context;
        }

        return type == typeof(DurableTaskClient)
            && parameter.GetCustomAttribute<DurableClientAttribute>() is { TaskHub: null, ConnectionName: null or "AzureWebJobsStorage" }
            ? static context => context.InstanceServices.GetRequiredService<DurableTaskClient>()
            : null;
    }

    private static Func<LocalFunctionContext, object?> Trigger(FunctionEntry function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var fits = function.Trigger switch
        {
            HttpTriggerAttribute => type == typeof(HttpRequest),
            TimerTriggerAttribute => type == typeof(TimerInfo),
            OrchestrationTriggerAttribute => type == typeof(TaskOrchestrationContext),
            QueueTriggerAttribute or ActivityTriggerAttribute => true,
            _ => throw function.Wrong($"is started by {function.Trigger.GetType().Name}, which the local host does not know"),
        };
        if (!fits)
        {
            throw function.Wrong($"has a trigger parameter '{parameter.Name}' of type {type.Name}, which {function.Trigger.GetType().Name} cannot fill here");
        }

        return function.Trigger is ActivityTriggerAttribute && type == typeof(FunctionContext) ? static context => context : static context => context.Trigger;
    }

    private static Func<LocalFunctionContext, object?> OrchestrationInput(Type type)
    {
        var read = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!.MakeGenericMethod(type);
        return context => read.Invoke(context.Trigger, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null);
    }
}
