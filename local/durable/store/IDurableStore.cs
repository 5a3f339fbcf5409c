namespace MicroCare.Local.Durable;

/// <summary>
/// Where instances live: one row each, which a turn replaces in one transaction, plus chunks of long histories and payloads
/// that are too long for a row. One engine at a time owns a store; the row's version catches a second one.
/// </summary>
/// <remarks>
/// Any method may fail with an exception of the storage: the engine then reads again what was stored and goes on from there, so
/// an implementation need not know whether a failed write took place.
/// </remarks>
public interface IDurableStore
{
    /// <summary>Makes what is missing (tables, containers). Called once before anything else.</summary>
    /// <param name="ct">Gives up.</param>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>Reads an instance; <c>null</c> if there is none.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="ct">Gives up.</param>
    Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken ct);

    /// <summary>Writes an instance and its new chunks, all or nothing.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="ct">Gives up; the write may have taken place.</param>
    /// <returns>The row's new version.</returns>
    /// <exception cref="StaleInstanceException">The stored row is not of the version that <paramref name="write"/> expects.</exception>
    Task<string> CommitAsync(InstanceWrite write, CancellationToken ct);

    /// <summary>Deletes an instance with its chunks and payloads. No error if there is none.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="ct">Gives up.</param>
    Task DeleteAsync(string instanceId, CancellationToken ct);

    /// <summary>Reads one chunk of a history.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="name">The chunk.</param>
    /// <param name="ct">Gives up.</param>
    Task<ReadOnlyMemory<byte>> ReadChunkAsync(string instanceId, string name, CancellationToken ct);

    /// <summary>Stores a payload under a name that is never used twice, before the commit that refers to it.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="name">The payload.</param>
    /// <param name="data">UTF-8 text.</param>
    /// <param name="ct">Gives up.</param>
    Task WritePayloadAsync(string instanceId, string name, ReadOnlyMemory<byte> data, CancellationToken ct);

    /// <summary>Reads a payload.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="name">The payload.</param>
    /// <param name="ct">Gives up.</param>
    Task<ReadOnlyMemory<byte>> ReadPayloadAsync(string instanceId, string name, CancellationToken ct);

    /// <summary>Deletes chunks and payloads that nothing refers to any more. Names that are gone are no error.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="names">Chunks and payloads.</param>
    /// <param name="ct">Gives up.</param>
    Task DeletePiecesAsync(string instanceId, IReadOnlyList<string> names, CancellationToken ct);

    /// <summary>All instances whose wake time is not 0, page by page, in no particular order.</summary>
    /// <param name="ct">Gives up.</param>
    IAsyncEnumerable<IReadOnlyList<WakeRow>> ListWakesAsync(CancellationToken ct);

    /// <summary>One page of the instances that match.</summary>
    /// <param name="query">Which instances.</param>
    /// <param name="continuationToken">Where to begin; <c>null</c> means at the beginning.</param>
    /// <param name="ct">Gives up.</param>
    Task<StoredPage> QueryAsync(InstanceQuery query, string? continuationToken, CancellationToken ct);
}
