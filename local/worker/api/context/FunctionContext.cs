namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The invocation's id; each attempt has its own.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same for each invocation.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger told besides its value.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>The host's retries; as in the original, null for a function without a retry policy.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation: a scope that ends with it.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place for middleware to leave things in.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Features of the invocation, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the host stops and will wait no longer, or the HTTP client is gone.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
