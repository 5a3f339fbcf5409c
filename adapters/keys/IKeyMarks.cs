using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace MicroCare.Adapters.Keys;

/// <summary>Remembers, beside the data, what its secrets looked like: a fingerprint that tells nothing of the secret itself.</summary>
public interface IKeyMarks
{
    /// <summary>Keeps the mark if none of that name is kept; returns the one that is kept.</summary>
    Task<string> KeepFirstAsync(string name, string mark, CancellationToken cancellationToken);

    /// <summary>The mark of that name; null when none is kept.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);
}

/// <summary>Marks in memory, beside data in memory.</summary>
public sealed class InMemoryKeyMarks : IKeyMarks
{
    private readonly ConcurrentDictionary<string, string> _marks = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task<string> KeepFirstAsync(string name, string mark, CancellationToken cancellationToken) => Task.FromResult(_marks.GetOrAdd(name, mark));

    /// <inheritdoc />
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_marks.GetValueOrDefault(name));
}

/// <summary>Marks in Azure Tables.</summary>
public sealed class TableKeyMarks(TableClient table) : IKeyMarks
{
    private const string Partition = "mark";
    private const string Column = "Mark";

    /// <inheritdoc />
    public async Task<string> KeepFirstAsync(string name, string mark, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } kept)
        {
            return kept;
        }

        try
        {
            await table.AddEntityAsync(new TableEntity(Partition, name) { [Column] = mark }, cancellationToken);
            return mark;
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            return await KeepFirstAsync(name, mark, cancellationToken); // Another instance was faster.
        }
    }

    /// <inheritdoc />
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, name, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.GetString(Column) : null;
    }
}
