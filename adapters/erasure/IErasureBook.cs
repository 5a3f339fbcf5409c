using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Erasures;

/// <summary>Keeps what is left of people who were erased.</summary>
public interface IErasureBook
{
    /// <summary>Keeps a new record; the one of the same journey where there is one already.</summary>
    Task<ErasureRecord> AddAsync(ErasureRecord record, CancellationToken cancellationToken);

    /// <summary>Puts a record in the place of its older self.</summary>
    Task SetAsync(ErasureRecord record, CancellationToken cancellationToken);

    /// <summary>A patient's newest record; null where there is none.</summary>
    Task<ErasureRecord?> FindAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken);

    /// <summary>Records of erasures that are not finished.</summary>
    Task<ImmutableArray<ErasureRecord>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Removes the records of erasures that were finished before that moment; tells how many.</summary>
    Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken);
}
