using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>Messages that could not be handled: kept, encrypted, until somebody looks and sends them round again.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps a message; the same id twice is one row.</summary>
    /// <param name="id">The message's id in the queue.</param>
    /// <param name="queue">The queue that it could not be handled from.</param>
    /// <param name="body">The message as it came; may hold a patient's words.</param>
    Task KeepAsync(string id, string queue, PatientText body, Instant at, CancellationToken cancellationToken);

    /// <summary>The newest ones, newest first, without their bodies.</summary>
    Task<ImmutableArray<DeadLetter>> ListAsync(int most, CancellationToken cancellationToken);

    /// <summary>Puts the message back on its queue and marks the row as replayed; false when there is no such row.</summary>
    Task<bool> ReplayAsync(string id, Instant at, CancellationToken cancellationToken);

    /// <summary>Removes what is a patient's: texts from their number, reports on texts to them, and whatever is no event and names either. Tells how many.</summary>
    Task<int> EraseAsync(PatientId patient, PatientText phone, CancellationToken cancellationToken);

    /// <summary>Removes what was kept before that moment; tells how many.</summary>
    Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken);
}

/// <summary>A message that could not be handled, as an operator sees it.</summary>
/// <param name="Bytes">The size of the body.</param>
/// <param name="ReplayedAt">When it last went round again; null when it never did.</param>
public sealed record DeadLetter(string Id, string Queue, Instant At, int Bytes, Instant? ReplayedAt);
