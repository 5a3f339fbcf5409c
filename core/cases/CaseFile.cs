using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;

namespace MicroCare.Core.Cases;

/// <summary>All that a journey knows of one case, resolved or not, read from its facts.</summary>
/// <param name="Case">The case as it stands.</param>
/// <param name="History">The facts about it, in order.</param>
/// <param name="RaisedBy">What the patient wrote that opened or renewed it, in order; empty where no text of theirs did.</param>
public sealed record CaseFile(PatientCase Case, ImmutableArray<JourneyFact> History, ImmutableArray<JourneyFact> RaisedBy)
{
    /// <summary>The file of a case; null where the journey never had it.</summary>
    public static CaseFile? Find(JourneyState state, ImmutableArray<JourneyFact> facts, EffectKey id)
    {
        ArgumentNullException.ThrowIfNull(state);
        var history = facts.Where(fact => CaseOf(fact) == id).ToImmutableArray();
        if (history.FirstOrDefault() is not JourneyFact.CaseOpened opened)
        {
            return null;
        }

        var stands = state.Cases.FirstOrDefault(one => one.Id == id) ?? history.Aggregate(new PatientCase(id, opened.Reason, opened.At), After);
        var raised = history.Where(fact => fact is JourneyFact.CaseOpened or JourneyFact.CaseRenewed)
            .Select(fact => WordsOf(fact, facts))
            .OfType<JourneyFact>();
        return new CaseFile(stands, history, [.. raised]);
    }

    // What happened in one step happened at one moment; the text comes before what it led to, as a rule.
    private static JourneyFact? WordsOf(JourneyFact fact, ImmutableArray<JourneyFact> facts)
    {
        var near = facts.Where(words => words.At == fact.At && PatientWords.AreIn(words)).ToList();
        return near.LastOrDefault(words => words.Sequence < fact.Sequence) ?? near.FirstOrDefault();
    }

    // A case that is resolved is no longer part of the state: its facts tell how it went.
    private static PatientCase After(PatientCase one, JourneyFact fact) => fact switch
    {
        JourneyFact.CaseRenewed renewed when renewed.Round > one.Round => one with
        {
            RaisedAt = fact.At,
            Round = renewed.Round,
            Status = CaseStatus.Open,
            TiersTold = 0,
            AcknowledgedBy = null,
            AcknowledgedAt = null,
        },
        JourneyFact.CaseRenewed => one with { RaisedAt = fact.At },
        JourneyFact.PeopleCalled called when called.Round == one.Round => one with { TiersTold = Math.Max(one.TiersTold, called.Tier) },
        JourneyFact.CaseAcknowledged by => one with
        {
            Status = CaseStatus.Acknowledged,
            AcknowledgedBy = one.AcknowledgedBy ?? by.By,
            AcknowledgedAt = one.AcknowledgedAt ?? fact.At,
            Assignee = one.Assignee ?? by.By,
        },
        JourneyFact.CaseAssigned assigned => one with { Assignee = assigned.To },
        JourneyFact.CaseResolved resolved => one with { Status = CaseStatus.Resolved, ResolvedBy = resolved.By, ResolvedAt = fact.At },
        JourneyFact.CaseTakenBack => one with { Status = CaseStatus.Resolved, ResolvedAt = fact.At },
        _ => one,
    };

    /// <summary>The case that a fact is about; null where it is about none.</summary>
    internal static EffectKey? CaseOf(JourneyFact fact) => fact switch
    {
        JourneyFact.CaseOpened one => one.Case,
        JourneyFact.CaseRenewed one => one.Case,
        JourneyFact.CaseAcknowledged one => one.Case,
        JourneyFact.CaseAssigned one => one.Case,
        JourneyFact.CaseNoted one => one.Case,
        JourneyFact.CaseResolved one => one.Case,
        JourneyFact.CaseTakenBack one => one.Case,
        JourneyFact.PeopleCalled one => one.Case,
        JourneyFact.OperatorAlarmed one => one.Case,
        _ => null,
    };
}

/// <summary>Tells a patient's words from those of staff.</summary>
public static class PatientWords
{
    /// <summary>Whether the fact holds what the patient wrote.</summary>
    public static bool AreIn(JourneyFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Words is not null && fact is not (JourneyFact.StaffWrote or JourneyFact.CaseNoted or JourneyFact.CaseResolved);
    }
}
