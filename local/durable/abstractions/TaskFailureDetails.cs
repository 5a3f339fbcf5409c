using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure in a form that can be stored: it outlives the process in which it happened.</summary>
/// <param name="ErrorType">The exception's full type name.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The exception's stack, if it was thrown.</param>
/// <param name="InnerFailure">What caused it.</param>
/// <param name="Properties">Further properties; this engine sets none.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    /// <summary>Type and message.</summary>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Whether the failure is of type <typeparamref name="T"/> or of one derived from it.</summary>
    /// <typeparam name="T">The exception type asked for.</typeparam>
    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T));

    /// <summary>Whether the failure is of the given type or of one derived from it; <c>false</c> if its type cannot be found.</summary>
    /// <param name="targetBaseExceptionType">The exception type asked for.</param>
    /// <exception cref="ArgumentException">The type is no exception type.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have an exception type of this name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        if (string.IsNullOrEmpty(ErrorType))
            return false;

        var type = Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? FindLoadedType(ErrorType);
        return type is not null && targetBaseExceptionType.IsAssignableFrom(type);
    }

    /// <summary>The failure that an exception stands for, with its chain of inner exceptions.</summary>
    /// <param name="exception">The exception.</param>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    private static Type? FindLoadedType(string name)
    {
        var found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(name, throwOnError: false))
            .OfType<Type>()
            .Take(2)
            .ToList();
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new AmbiguousMatchException($"Several loaded exception types are named '{name}'."),
        };
    }
}
