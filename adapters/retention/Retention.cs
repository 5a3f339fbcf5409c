using System.Collections.Immutable;
using MicroCare.Adapters.Erasures;
using MicroCare.Adapters.Journeys;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Retention;

/// <summary>Finds and removes what is old.</summary>
public sealed class Retention(
    IPatientStore store, IErasureBook book, IDeadLetters letters, IExports exports, IRequestLedger requests, IAuditTrail audit, RetentionSettings settings,
    TimeProvider time, ILogger<Retention> log) : IRetention
{
    /// <summary>Who asks for an erasure that nobody asks for.</summary>
    public const string Who = "retention";

    private static readonly int RequestDays = (int)Requests.RequestRules.Kept.TotalDays;

    /// <inheritdoc />
    public int Shares => store.Shares;

    /// <inheritdoc />
    public async Task<ImmutableArray<ErasureRecord>> BeginErasuresAsync(int share, int most, CancellationToken cancellationToken)
    {
        var begun = ImmutableArray.CreateBuilder<ErasureRecord>();
        if (Before(settings.EndedJourneys) is not { } before)
        {
            return [];
        }

        await foreach (var state in store.ScanAsync(share, cancellationToken))
        {
            if (begun.Count < most && IsOver(state) && LastKnown(state) < before && await LastFactAsync(state, cancellationToken) < before)
            {
                var record = new ErasureRecord(
                    state.Clinic, state.Patient, state.EnrolledAt.ToUnixTimeMilliseconds(), Who, ErasureReason.Retention, time.GetCurrentInstant());
                begun.Add(await book.AddAsync(record, cancellationToken));
            }
        }

        return begun.DrainToImmutable();
    }

    /// <inheritdoc />
    public async Task<RemovedByAge> RemoveOldAsync(CancellationToken cancellationToken) => new(
        Before(settings.DeadLetters) is { } letter ? await letters.RemoveOlderAsync(letter, cancellationToken) : 0,
        Before(settings.Exports) is { } export ? await exports.RemoveOlderAsync(export, cancellationToken) : 0,
        Before(RequestDays) is { } answer ? await requests.RemoveOlderAsync(answer, cancellationToken) : 0,
        Before(settings.Audit) is { } entry ? await audit.RemoveOlderAsync(entry, cancellationToken) : 0,
        Before(settings.Audit) is { } erasure ? await book.RemoveOlderAsync(erasure, cancellationToken) : 0);

    /// <inheritdoc />
    public void Report(int journeys, RemovedByAge removed)
    {
        ArgumentNullException.ThrowIfNull(removed);
        AdapterLog.Retained(log, journeys, removed.DeadLetters, removed.Exports, removed.Answers, removed.AuditEntries, removed.Erasures);
    }

    // A case that nobody has resolved keeps its patient's journey: somebody may still need to read it.
    private static bool IsOver(JourneyState state) => state.Cases.IsEmpty && state.Phase
        is JourneyPhase.Completed or JourneyPhase.Ended or JourneyPhase.Declined or JourneyPhase.ConsentExpired or JourneyPhase.OptedOut;

    /// <summary>What the state knows of the last time that something happened; not later than the truth, so that facts are read only where it may be long ago.</summary>
    private static Instant LastKnown(JourneyState state) => new[]
    {
        state.EnrolledAt, state.ConsentAskedAt, state.ConsentGivenAt, state.LastTextAt, state.LastStepAt, state.EngagementSince, state.StoppedAt, state.LastWroteAt,
    }.Max() ?? state.EnrolledAt;

    private async Task<Instant> LastFactAsync(JourneyState state, CancellationToken cancellationToken)
    {
        var facts = await store.ReadFactsAsync(state.Patient, cancellationToken);
        return facts.IsEmpty ? state.EnrolledAt : facts.Max(fact => fact.At);
    }

    private Instant? Before(int days) => days == 0 ? null : time.GetCurrentInstant() - Duration.FromDays(days);
}
