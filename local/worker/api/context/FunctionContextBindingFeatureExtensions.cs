namespace Microsoft.Azure.Functions.Worker;

/// <summary>Results, from a function's context.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned.</summary>
    /// <param name="context">The invocation.</param>
    /// <exception cref="InvalidOperationException">The context is not one that this host made.</exception>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<InvocationResult>()
            ?? throw new InvalidOperationException($"No feature is registered with the type {typeof(InvocationResult)}.");
    }
}
