using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace MicroCare.Local.Durable;

/// <summary>
/// A store on Azure Tables and Blobs (or Azurite). A turn is one request: the replacement of the instance's row, or one
/// entity-group transaction when chunks go with it. Tables are <c>{hub}Durable00</c> to <c>15</c>, the container is <c>{hub}-durable</c>.
/// </summary>
public sealed class TableDurableStore : IDurableStore
{
    private readonly TableShards _shards;
    private readonly BlobPieces _blobs;

    /// <summary>Makes a store; nothing is asked of the storage until it is prepared.</summary>
    /// <param name="tables">The tables' service.</param>
    /// <param name="blobs">The blobs' service.</param>
    /// <param name="hubName">Tells stores in one account apart: a letter, then letters and digits, 3 to 40 characters.</param>
    /// <exception cref="ArgumentException">The hub name is not of that form.</exception>
    public TableDurableStore(TableServiceClient tables, BlobServiceClient blobs, string hubName)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(blobs);
        ArgumentNullException.ThrowIfNull(hubName);
        if (hubName.Length is < 3 or > 40 || !char.IsAsciiLetter(hubName[0]) || !hubName.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException("A hub name is a letter, then letters and digits, 3 to 40 characters.", nameof(hubName));

        _shards = new(tables, hubName);
#pragma warning disable CA1308 // Container names are lower case.
        _blobs = new(blobs.GetBlobContainerClient($"{hubName.ToLowerInvariant()}-durable"));
#pragma warning restore CA1308
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken ct)
    {
        await Task.WhenAll(_shards.All.Select(table => table.CreateIfNotExistsAsync(ct)));
        await _blobs.PrepareAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken ct)
    {
        var found = await _shards.For(instanceId).GetEntityIfExistsAsync<TableEntity>(instanceId, InstanceRow.RowKey, null, ct);
        return found.HasValue ? await ReadAsync(found.Value!, ct) : null;
    }

    /// <inheritdoc/>
    public async Task<string> CommitAsync(InstanceWrite write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        var id = write.Header.InstanceId;
        string? bodyBlob = null;
        if (write.Body.Length > InstanceRow.MaxBody)
        {
            bodyBlob = $"b-{Guid.NewGuid():N}";
            await _blobs.WriteAsync(id, bodyBlob, write.Body, ct);
        }

        var row = InstanceRow.Write(write.Header, write.Body, bodyBlob);
        try
        {
            var table = _shards.For(id);
            if (write.NewChunks.Count > 0)
                return await CommitBatchAsync(table, row, write, ct);

            var response = write.ExpectedETag is { } etag
                ? await table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, ct)
                : await table.AddEntityAsync(row, ct);
            return response.Headers.ETag!.Value.ToString();
        }
        catch (RequestFailedException e) when (InstanceRow.IsStale(e))
        {
            throw new StaleInstanceException(id, e);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string instanceId, CancellationToken ct)
    {
        // The instance's own row goes last: until then a purge that failed can be repeated.
        await _blobs.DeleteAllAsync(instanceId, ct);
        var table = _shards.For(instanceId);
        var partition = TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}");
        await foreach (var row in table.QueryAsync<TableEntity>(partition, 1000, ["PartitionKey", "RowKey"], ct))
        {
            if (row.RowKey != InstanceRow.RowKey)
                await table.DeleteEntityAsync(instanceId, row.RowKey, ETag.All, ct);
        }

        await table.DeleteEntityAsync(instanceId, InstanceRow.RowKey, ETag.All, ct);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ReadChunkAsync(string instanceId, string name, CancellationToken ct)
        => InstanceRow.ReadBytes(await _shards.For(instanceId).GetEntityAsync<TableEntity>(instanceId, name, null, ct));

    /// <inheritdoc/>
    public Task WritePayloadAsync(string instanceId, string name, ReadOnlyMemory<byte> data, CancellationToken ct)
        => _blobs.WriteAsync(instanceId, name, data, ct);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> ReadPayloadAsync(string instanceId, string name, CancellationToken ct)
        => _blobs.ReadAsync(instanceId, name, ct);

    /// <inheritdoc/>
    public async Task DeletePiecesAsync(string instanceId, IReadOnlyList<string> names, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            if (name.StartsWith("c-", StringComparison.Ordinal))
                await _shards.For(instanceId).DeleteEntityAsync(instanceId, name, ETag.All, ct);
            else
                await _blobs.DeleteAsync(instanceId, name, ct);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<WakeRow>> ListWakesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var table in _shards.All)
        {
            var pages = table.QueryAsync<TableEntity>("Wake gt 0L", 1000, ["PartitionKey", "Wake"], ct).AsPages();
            await foreach (var page in pages.WithCancellation(ct))
                yield return [.. page.Values.Select(row => new WakeRow(row.PartitionKey, row.GetInt64("Wake")!.Value))];
        }
    }

    /// <inheritdoc/>
    public async Task<StoredPage> QueryAsync(InstanceQuery query, string? continuationToken, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (shard, token) = ShardToken.Parse(continuationToken);
        var filter = InstanceFilter.Of(query);
        for (; shard < TableShards.Count; shard++, token = null)
        {
            var rows = _shards.All[shard].QueryAsync<TableEntity>(
                filter, Math.Clamp(query.PageSize, 1, 1000), query.WithBody ? null : InstanceRow.HeaderColumns, ct);
            await foreach (var page in rows.AsPages(token).WithCancellation(ct))
            {
                token = page.ContinuationToken;
                if (page.Values.Count == 0)
                    continue;

                List<StoredInstance> found = [];
                foreach (var row in page.Values)
                    found.Add(query.WithBody ? await ReadAsync(row, ct) : new(InstanceRow.ReadHeader(row), default, row.ETag.ToString()));
                return new(found, ShardToken.Next(shard, token));
            }
        }

        return new([], null);
    }

    private static async Task<string> CommitBatchAsync(TableClient table, TableEntity row, InstanceWrite write, CancellationToken ct)
    {
        List<TableTransactionAction> actions =
        [
            write.ExpectedETag is { } etag
                ? new(TableTransactionActionType.UpdateReplace, row, new ETag(etag))
                : new(TableTransactionActionType.Add, row),
        ];
        foreach (var chunk in write.NewChunks)
            actions.Add(new(TableTransactionActionType.UpsertReplace, InstanceRow.WriteChunk(write.Header.InstanceId, chunk)));
        var responses = await table.SubmitTransactionAsync(actions, ct);
        return responses.Value[0].Headers.ETag!.Value.ToString();
    }

    private async Task<StoredInstance> ReadAsync(TableEntity row, CancellationToken ct)
    {
        var body = InstanceRow.BodyBlob(row) is { } blob
            ? await _blobs.ReadAsync(row.PartitionKey, blob, ct)
            : InstanceRow.ReadBytes(row);
        return new(InstanceRow.ReadHeader(row), body, row.ETag.ToString());
    }
}
