using System.Globalization;
using System.Runtime.CompilerServices;

namespace MicroCare.Local.Durable;

/// <summary>A store that lasts as long as the process. State goes through the same bytes as in Azure Tables.</summary>
/// <remarks>Safe for use by several threads.</remarks>
public sealed class InMemoryDurableStore : IDurableStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StoredInstance> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instance, string Name), ReadOnlyMemory<byte>> _pieces = [];
    private long _version;

    /// <summary>How many commits have been stored.</summary>
    public long Commits { get; private set; }

    /// <summary>How many chunks and payloads are stored.</summary>
    public int Pieces
    {
        get
        {
            lock (_lock)
                return _pieces.Count;
        }
    }

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken ct)
    {
        lock (_lock)
            return Task.FromResult(_rows.GetValueOrDefault(instanceId));
    }

    /// <inheritdoc/>
    public Task<string> CommitAsync(InstanceWrite write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        lock (_lock)
        {
            var id = write.Header.InstanceId;
            if (_rows.GetValueOrDefault(id)?.ETag != write.ExpectedETag)
                throw new StaleInstanceException(id);

            Commits++;
            var etag = (++_version).ToString(CultureInfo.InvariantCulture);
            _rows[id] = new(write.Header, write.Body, etag);
            foreach (var chunk in write.NewChunks)
                _pieces[(id, chunk.Name)] = chunk.Data;
            return Task.FromResult(etag);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string instanceId, CancellationToken ct)
    {
        lock (_lock)
        {
            _rows.Remove(instanceId);
            foreach (var key in _pieces.Keys.Where(key => key.Instance == instanceId).ToList())
                _pieces.Remove(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> ReadChunkAsync(string instanceId, string name, CancellationToken ct)
        => ReadPayloadAsync(instanceId, name, ct);

    /// <inheritdoc/>
    public Task WritePayloadAsync(string instanceId, string name, ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        lock (_lock)
            _pieces[(instanceId, name)] = data;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> ReadPayloadAsync(string instanceId, string name, CancellationToken ct)
    {
        lock (_lock)
            return Task.FromResult(_pieces[(instanceId, name)]);
    }

    /// <inheritdoc/>
    public Task DeletePiecesAsync(string instanceId, IReadOnlyList<string> names, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(names);
        lock (_lock)
        {
            foreach (var name in names)
                _pieces.Remove((instanceId, name));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<WakeRow>> ListWakesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        List<WakeRow> all;
        lock (_lock)
            all = [.. _rows.Values.Where(row => row.Header.Wake != 0).Select(row => new WakeRow(row.Header.InstanceId, row.Header.Wake))];
        foreach (var page in all.Chunk(1000))
            yield return page;
    }

    /// <inheritdoc/>
    public Task<StoredPage> QueryAsync(InstanceQuery query, string? continuationToken, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            var found = _rows.Values
                .Where(row => continuationToken is null
                    || string.CompareOrdinal(row.Header.InstanceId, continuationToken) > 0)
                .Where(row => Matches(row.Header, query))
                .Take(query.PageSize + 1)
                .ToList();
            if (found.Count <= query.PageSize)
                return Task.FromResult(new StoredPage(found, null));

            found.RemoveAt(query.PageSize);
            return Task.FromResult(new StoredPage(found, found[^1].Header.InstanceId));
        }
    }

    private static bool Matches(InstanceHeader header, InstanceQuery query)
        => (query.CreatedFrom is not { } from || header.CreatedAt >= from)
            && (query.CreatedTo is not { } to || header.CreatedAt <= to)
            && (query.Statuses is not { } statuses || statuses.Contains(header.Status))
            && (query.InstanceIdPrefix is not { } prefix || header.InstanceId.StartsWith(prefix, StringComparison.Ordinal));
}
