namespace Microsoft.Azure.Functions.Worker;

/// <summary>Loggers, from a function's context.</summary>
public static class FunctionContextLoggerExtensions
{
    /// <summary>A logger for a type.</summary>
    /// <typeparam name="T">The type whose name is the category.</typeparam>
    /// <param name="context">The invocation.</param>
    public static ILogger<T> GetLogger<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetService<ILogger<T>>()!;
    }

    /// <summary>A logger for a category.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="categoryName">The category.</param>
    public static ILogger GetLogger(this FunctionContext context, string categoryName)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetService<ILoggerFactory>()!.CreateLogger(categoryName);
    }
}
