using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>Gives an HTTP function the values of its route, by parameter name.</summary>
internal static class RouteBinding
{
    /// <summary>The source of one parameter.</summary>
    /// <exception cref="InvalidOperationException">The route has no such value, or the type is none that a text can be read as.</exception>
    public static Func<LocalFunctionContext, object?> For(FunctionEntry function, HttpTriggerAttribute trigger, ParameterInfo parameter)
    {
        var name = parameter.Name!;
        if (RoutePatternFactory.Parse(trigger.Route ?? function.Name).GetParameter(name) is null)
        {
            throw function.Wrong($"has a parameter '{name}', which is neither in its route nor of a kind that the host fills");
        }

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!(type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(DateTime) || type == typeof(DateTimeOffset)
            || type == typeof(decimal)))
        {
            throw function.Wrong($"has a parameter '{name}' of type {type.Name}, which no text of a route can be read as");
        }

        var isNullable = !parameter.ParameterType.IsValueType || type != parameter.ParameterType;
        return context => context.BindingContext.BindingData.GetValueOrDefault(name) is { } value
            ? Read(function, name, Convert.ToString(value, CultureInfo.InvariantCulture)!, type)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : isNullable ? null
            : throw new InvalidOperationException($"The route gave no value for '{name}' of the function '{function.Name}'.");
    }

    /// <summary>As the original: a text as it is, the rest as JSON reads it. The message never repeats the text.</summary>
    private static object Read(FunctionEntry function, string name, string text, Type type)
    {
        try
        {
            return type == typeof(string) ? text
                : type == typeof(Guid) ? Guid.Parse(text)
                : type == typeof(DateTime) ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                : type == typeof(DateTimeOffset) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
                : JsonSerializer.Deserialize(text, type)!;
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            throw new InvalidOperationException($"The value of '{name}' in the route of the function '{function.Name}' is no {type.Name}.");
        }
    }
}
