using System.Collections.Immutable;
using MicroCare.Core.Privacy;

namespace MicroCare.Core.Ports;

/// <summary>Finds and removes what was kept for as long as it may be.</summary>
public interface IRetention
{
    /// <summary>How many shares the patients are cut into; share numbers go from 0 to one less.</summary>
    int Shares { get; }

    /// <summary>
    /// Notes an erasure for each journey of a share that ended long enough ago, at most so many; the records. Journeys with a case that is not resolved stay.
    /// </summary>
    Task<ImmutableArray<ErasureRecord>> BeginErasuresAsync(int share, int most, CancellationToken cancellationToken);

    /// <summary>Removes old dead letters, exports, answers to requests, audit entries and records of erasures; tells how many.</summary>
    Task<RemovedByAge> RemoveOldAsync(CancellationToken cancellationToken);

    /// <summary>Reports a night's removal.</summary>
    void Report(int journeys, RemovedByAge removed);
}

/// <summary>What was removed because of its age.</summary>
public sealed record RemovedByAge(int DeadLetters, int Exports, int Answers, int AuditEntries, int Erasures);
