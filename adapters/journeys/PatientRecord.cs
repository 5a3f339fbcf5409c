using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Journeys;

/// <summary>A patient's aggregate as it was read or committed.</summary>
/// <param name="Contact">Who they are and how to reach them.</param>
/// <param name="Outbox">Effects that were committed and not yet known to be carried out, oldest first.</param>
/// <param name="Version">Changes with every commit; a commit on an older one is refused.</param>
public sealed record PatientRecord(JourneyState State, Contact Contact, ImmutableArray<PendingEffect> Outbox, string Version);

/// <summary>Who a patient is and how to reach them.</summary>
public sealed record Contact(PatientText Name, PatientText Phone);

/// <summary>An effect in the outbox.</summary>
/// <param name="DecidedAt">When it was committed.</param>
public sealed record PendingEffect(JourneyEffect Effect, Instant DecidedAt);

/// <summary>One step, to be committed as a whole.</summary>
/// <param name="Before">What the step began from; null for the first.</param>
/// <param name="Contact">As in <see cref="PatientRecord"/>.</param>
/// <param name="Input">What makes the input a repeat when it comes again; null where the state itself tells (the clock).</param>
/// <param name="Settled">Effects of the outbox that were carried out since and leave it with this commit.</param>
/// <param name="At">The time of the step.</param>
public sealed record PatientCommit(
    PatientRecord? Before, Contact Contact, Outcome Outcome, InputId? Input, ImmutableArray<EffectKey> Settled, Instant At)
{
    /// <summary>The outbox after the commit.</summary>
    public ImmutableArray<PendingEffect> OutboxAfter()
    {
        var kept = Before is null ? [] : Before.Outbox.RemoveAll(IsDropped);
        return kept.AddRange(Outcome.Effects.Select(effect => new PendingEffect(effect, At)));
    }

    private bool IsDropped(PendingEffect pending) =>
        Settled.Contains(pending.Effect.Key)
        || (pending.Effect is JourneyEffect.SendText { Purpose: var purpose }
            && ((Outcome.CancelsPendingTexts && purpose != TextPurpose.Safety)
                || (Outcome.CancelsProgramTexts && purpose is not (TextPurpose.Safety or TextPurpose.Staff or TextPurpose.StopConfirmation))));
}

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>It holds.</summary>
    public sealed record Committed(PatientRecord Record) : CommitResult;

    /// <summary>The input was committed before; nothing was changed.</summary>
    public sealed record Repeated : CommitResult;

    /// <summary>Somebody else committed first (or an answer got lost and it was us): load again and step again.</summary>
    public sealed record Raced : CommitResult;
}
