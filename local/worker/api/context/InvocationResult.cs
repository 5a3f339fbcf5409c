namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned; middleware may read and replace it once the function has run.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
}

/// <summary>What a function returned.</summary>
/// <typeparam name="T">Its type.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; null before the function has run, or if it returns nothing.</summary>
    public abstract T? Value { get; set; }
}
