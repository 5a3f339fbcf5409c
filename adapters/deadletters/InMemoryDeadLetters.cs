using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.DeadLetters;

/// <summary>Messages that could not be handled, in memory.</summary>
public sealed class InMemoryDeadLetters(IReplayQueue queues) : IDeadLetters
{
    private readonly ConcurrentDictionary<string, (DeadLetter Letter, PatientText Body)> _letters = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task KeepAsync(string id, string queue, PatientText body, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        _letters[id] = (new DeadLetter(id, queue, at, Encoding.UTF8.GetByteCount(body.Words), null), body);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<DeadLetter>> ListAsync(int most, CancellationToken cancellationToken) =>
        Task.FromResult(_letters.Values.Select(entry => entry.Letter).OrderByDescending(letter => letter.At).Take(most).ToImmutableArray());

    /// <inheritdoc />
    public async Task<bool> ReplayAsync(string id, Instant at, CancellationToken cancellationToken)
    {
        if (!_letters.TryGetValue(id, out var entry))
        {
            return false;
        }

        await queues.SendAsync(entry.Letter.Queue, entry.Body, cancellationToken);
        _letters[id] = (entry.Letter with { ReplayedAt = at }, entry.Body);
        return true;
    }

    /// <inheritdoc />
    public Task<int> EraseAsync(PatientId patient, PatientText phone, CancellationToken cancellationToken)
    {
        var search = new LetterSearch(patient, phone);
        var erased = 0;
        foreach (var (id, entry) in _letters)
        {
            var left = search.Without(entry.Body);
            if (left == entry.Body)
            {
                continue;
            }

            erased++;
            if (left is null)
            {
                _letters.TryRemove(id, out _);
            }
            else
            {
                _letters[id] = (entry.Letter with { Bytes = Encoding.UTF8.GetByteCount(left.Words) }, left);
            }
        }

        return Task.FromResult(erased);
    }

    /// <inheritdoc />
    public Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken) =>
        Task.FromResult(_letters.Where(entry => entry.Value.Letter.At < before).Count(entry => _letters.TryRemove(entry.Key, out _)));
}
