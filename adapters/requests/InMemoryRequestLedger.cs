using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Requests;

/// <summary>The ledger in memory, for simulation and tests.</summary>
public sealed class InMemoryRequestLedger : IRequestLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <inheritdoc />
    public Task<RequestEntry> BeginAsync(string key, string fingerprint, Instant now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known) && RequestRules.Read(known.Fingerprint, known.At, known.Answer, fingerprint, now) is { } entry)
            {
                return Task.FromResult(entry);
            }

            _entries[key] = new Entry(fingerprint, now, null);
            return Task.FromResult<RequestEntry>(new RequestEntry.Fresh());
        }
    }

    /// <inheritdoc />
    public Task FinishAsync(string key, KeptAnswer answer, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                _entries[key] = known with { Answer = answer };
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _entries.Remove(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var old = _entries.Where(entry => entry.Value.At < before).Select(entry => entry.Key).ToList();
            old.ForEach(key => _entries.Remove(key));
            return Task.FromResult(old.Count);
        }
    }

    /// <inheritdoc />
    public Task<int> RemoveNamingAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var naming = _entries.Where(entry => entry.Value.Answer is { } answer && RequestRules.Names(answer, id)).Select(entry => entry.Key).ToList();
            naming.ForEach(key => _entries.Remove(key));
            return Task.FromResult(naming.Count);
        }
    }

    private sealed record Entry(string Fingerprint, Instant At, KeptAnswer? Answer);
}
