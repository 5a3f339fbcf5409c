namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger told besides its value.</summary>
public abstract class BindingContext
{
    /// <summary>Route values of an HTTP request, or id, dequeue count and times of a queue message.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
