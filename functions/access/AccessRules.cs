using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Access;

/// <summary>Who may call which HTTP function, read off the functions' <see cref="AllowAttribute"/>s once.</summary>
public sealed class AccessRules
{
    private readonly FrozenDictionary<string, AllowAttribute> _rules;

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">A function says nothing of who may call it, or asks for a function key too.</exception>
    public AccessRules(IEnumerable<HttpOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _rules = operations.ToFrozenDictionary(operation => operation.Function, RuleOf, StringComparer.Ordinal);
    }

    /// <summary>The rule of a function.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public AllowAttribute Of(string function) => _rules.TryGetValue(function, out var rule)
        ? rule
        : throw new InvalidOperationException($"Nothing says who may call the function {function}.");

    private static AllowAttribute RuleOf(HttpOperation operation) =>
        operation.Trigger.AuthLevel != AuthorizationLevel.Anonymous
            ? throw new InvalidOperationException($"The function {operation.Function} must be Anonymous to the host: tokens say who calls.")
            : operation.Method.GetCustomAttribute<AllowAttribute>() is { Roles.Count: > 0 } rule
                ? rule
                : throw new InvalidOperationException($"The function {operation.Function} needs an [Allow(…)] that names the roles which may call it.");
}
