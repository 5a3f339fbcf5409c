namespace Microsoft.DurableTask;

/// <summary>One page of a longer result.</summary>
/// <typeparam name="T">The values' type.</typeparam>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>Makes a page.</summary>
    /// <param name="values">The values; may be empty even when more pages follow.</param>
    /// <param name="continuationToken">Where the next page begins; <c>null</c> on the last.</param>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>The values; may be empty even when more pages follow.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page begins; <c>null</c> on the last.</summary>
    public string? ContinuationToken { get; }
}
