using System.Collections.Immutable;
using MicroCare.Adapters.Journeys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;

namespace MicroCare.Tests.Safety;

/// <summary>What can go wrong with a commit.</summary>
internal enum StoreFault
{
    None,
    CrashBefore,
    CrashAfter,
    Raced,
}

/// <summary>A store whose commits fail as they are told to; whatever it says it did, it did.</summary>
internal sealed class FaultyStore(IPatientStore inner) : IPatientStore
{
    /// <summary>What goes wrong with the next commits, in turn.</summary>
    public Queue<StoreFault> Faults { get; } = [];

    public int Shares => inner.Shares;

    public Task<PatientRecord?> LoadAsync(PatientId patient, CancellationToken cancellationToken) => inner.LoadAsync(patient, cancellationToken);

    public async Task<CommitResult> CommitAsync(PatientCommit commit, CancellationToken cancellationToken)
    {
        switch (Faults.TryDequeue(out var fault) ? fault : StoreFault.None)
        {
            case StoreFault.CrashBefore:
                throw new ProcessDiedException();
            case StoreFault.CrashAfter:
                await inner.CommitAsync(commit, cancellationToken);
                throw new ProcessDiedException();
            case StoreFault.Raced:
                return new CommitResult.Raced();
            default:
                return await inner.CommitAsync(commit, cancellationToken);
        }
    }

    public Task SettleAsync(PatientId patient, ImmutableArray<EffectKey> effects, CancellationToken cancellationToken) => inner.SettleAsync(patient, effects, cancellationToken);

    public Task<ImmutableArray<JourneyFact>> ReadFactsAsync(PatientId patient, CancellationToken cancellationToken) => inner.ReadFactsAsync(patient, cancellationToken);

    public Task<ImmutableArray<SentText>> ReadSentAsync(PatientId patient, CancellationToken cancellationToken) => inner.ReadSentAsync(patient, cancellationToken);

    public Task MarkErasingAsync(PatientId patient, long journey, CancellationToken cancellationToken) => inner.MarkErasingAsync(patient, journey, cancellationToken);

    public Task<ErasingPatient?> FindErasingAsync(PatientId patient, CancellationToken cancellationToken) => inner.FindErasingAsync(patient, cancellationToken);

    public Task EraseAsync(PatientId patient, long journey, CancellationToken cancellationToken) => inner.EraseAsync(patient, journey, cancellationToken);

    public IAsyncEnumerable<JourneyState> ScanAsync(int share, CancellationToken cancellationToken) => inner.ScanAsync(share, cancellationToken);

    public IAsyncEnumerable<KeyValuePair<PatientId, List<JourneyFact>>> ScanFactsAsync(int share, CancellationToken cancellationToken) => inner.ScanFactsAsync(share, cancellationToken);
}
