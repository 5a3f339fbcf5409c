namespace Microsoft.DurableTask;

/// <summary>Values that come page by page.</summary>
/// <typeparam name="T">The values' type.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The pages, each fetched when it is asked for.</summary>
    /// <param name="continuationToken">Where to begin; <c>null</c> means at the beginning.</param>
    /// <param name="pageSizeHint">How many values a page should have; not guaranteed.</param>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }
}
