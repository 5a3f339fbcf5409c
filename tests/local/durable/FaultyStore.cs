using Azure;
using MicroCare.Local.Durable;

namespace MicroCare.Tests.Local.Durable;

/// <summary>What happens to a store call.</summary>
internal enum Fault
{
    None,

    /// <summary>An error, and nothing took place.</summary>
    Before,

    /// <summary>It took place, and the answer is an error.</summary>
    After,

    /// <summary>Nothing took place, and the error says that the row is another one.</summary>
    Stale,
}

/// <summary>A store whose calls fail as a test says. Once it is dead, nothing that the old engine does reaches it.</summary>
internal sealed class FaultyStore(IDurableStore inner, Func<string, int, Fault> fault) : IDurableStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _calls = [];
    private volatile bool _dead;

    /// <summary>Ends when the store dies.</summary>
    public TaskCompletionSource Death { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Commits
    {
        get
        {
            lock (_lock)
                return _calls.GetValueOrDefault("commit");
        }
    }

    /// <summary>From now on nothing is read or written, as if the process were gone.</summary>
    public void Die()
    {
        _dead = true;
        Death.TrySetResult();
    }

    public Task PrepareAsync(CancellationToken ct) => inner.PrepareAsync(ct);

    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken ct) => DoAsync("load", () => inner.LoadAsync(instanceId, ct), instanceId, ct);

    public Task<string> CommitAsync(InstanceWrite write, CancellationToken ct)
        => DoAsync("commit", () => inner.CommitAsync(write, ct), write.Header.InstanceId, ct);

    public Task DeleteAsync(string instanceId, CancellationToken ct) => DoAsync("delete", async () =>
    {
        await inner.DeleteAsync(instanceId, ct);
        return 0;
    }, instanceId, ct);

    public Task<ReadOnlyMemory<byte>> ReadChunkAsync(string instanceId, string name, CancellationToken ct)
        => DoAsync("chunk", () => inner.ReadChunkAsync(instanceId, name, ct), instanceId, ct);

    public Task WritePayloadAsync(string instanceId, string name, ReadOnlyMemory<byte> data, CancellationToken ct) => DoAsync("payload", async () =>
    {
        await inner.WritePayloadAsync(instanceId, name, data, ct);
        return 0;
    }, instanceId, ct);

    public Task<ReadOnlyMemory<byte>> ReadPayloadAsync(string instanceId, string name, CancellationToken ct)
        => DoAsync("read", () => inner.ReadPayloadAsync(instanceId, name, ct), instanceId, ct);

    public Task DeletePiecesAsync(string instanceId, IReadOnlyList<string> names, CancellationToken ct) => DoAsync("sweep", async () =>
    {
        await inner.DeletePiecesAsync(instanceId, names, ct);
        return 0;
    }, instanceId, ct);

    public IAsyncEnumerable<IReadOnlyList<WakeRow>> ListWakesAsync(CancellationToken ct) => inner.ListWakesAsync(ct);

    public Task<StoredPage> QueryAsync(InstanceQuery query, string? continuationToken, CancellationToken ct)
        => inner.QueryAsync(query, continuationToken, ct);

    private async Task<T> DoAsync<T>(string what, Func<Task<T>> call, string instanceId, CancellationToken ct)
    {
        if (_dead)
            await Task.Delay(Timeout.Infinite, ct);

        int number;
        lock (_lock)
            number = _calls[what] = _calls.GetValueOrDefault(what) + 1;
        switch (fault(what, number))
        {
            case Fault.Before:
                throw Unavailable();
            case Fault.Stale:
                throw new StaleInstanceException(instanceId);
            case Fault.After:
                await call();
                throw Unavailable();
            default:
                break;
        }

        if (_dead)
            await Task.Delay(Timeout.Infinite, ct);
        return await call();
    }

    private static RequestFailedException Unavailable() => new(503, "Server busy.");
}
