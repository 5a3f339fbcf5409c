using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Access;

/// <summary>An HTTP function of this app, as its attributes describe it.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Method">The method that runs.</param>
/// <param name="Trigger">Verbs and route.</param>
public sealed record HttpOperation(string Function, MethodInfo Method, HttpTriggerAttribute Trigger)
{
    /// <summary>The verb, in upper case.</summary>
    public string Verb => Trigger.Methods is [var verb]
        ? verb.ToUpperInvariant()
        : throw new InvalidOperationException($"The function {Function} must take exactly one HTTP method.");

    /// <summary>The path, with the route prefix and its parameters in braces, such as <c>/api/patients/{id}</c>.</summary>
    public string Path => $"/api/{Trigger.Route ?? throw new InvalidOperationException($"The function {Function} must name its route.")}";

    /// <summary>Every HTTP function of an assembly, by path and verb.</summary>
    public static IReadOnlyList<HttpOperation> Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Function: method.GetCustomAttribute<FunctionAttribute>(), Trigger: TriggerOf(method)))
            .Where(found => found is { Function: not null, Trigger: not null })
            .Select(found => new HttpOperation(found.Function!.Name, found.Method, found.Trigger!))
            .OrderBy(operation => operation.Path, StringComparer.Ordinal)
            .ThenBy(operation => operation.Verb, StringComparer.Ordinal)];
    }

    private static HttpTriggerAttribute? TriggerOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null);
}
