using MicroCare.Core.Cases;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Brings people in: at most one unresolved case for each reason, and nothing that the patient writes of it is dropped while one is there.</summary>
internal static class CaseRules
{
    /// <summary>Whoever has just acknowledged an emergency is not called again for what comes in the first minutes: they are there.</summary>
    private static readonly Duration StillThere = Duration.FromMinutes(15);

    /// <summary>Opens a case, or raises the one that is there; tells whether the clinic had not known of it for a day.</summary>
    public static bool Open(Draft draft, CaseReason reason)
    {
        if (draft.State.Cases.FirstOrDefault(one => one.Reason == reason) is { } known)
        {
            Renew(draft, known);
            return draft.Now - known.RaisedAt >= Duration.FromHours(24);
        }

        if (IsOfSilence(reason) && draft.State.Cases.Any(one => IsOfSilence(one.Reason)))
        {
            return false; // One case of silence at a time.
        }

        PatientCase opened = null!;
        draft.Ask(key => new JourneyEffect.ShowCase(draft.State.Clinic, draft.State.Patient, opened = new PatientCase(key, reason, draft.Now)) { Key = key });
        draft.State = draft.State with { Cases = draft.State.Cases.Add(opened) };
        draft.Note(n => new JourneyFact.CaseOpened(opened.Id, reason) { Sequence = n, At = draft.Now });
        Call(draft, opened);
        return true;
    }

    /// <summary>Takes back what somebody should have asked for and the patient now did themselves.</summary>
    public static void TakeBackSilence(Draft draft)
    {
        foreach (var one in draft.State.Cases.Where(one => IsOfSilence(one.Reason)))
        {
            draft.Note(n => new JourneyFact.CaseTakenBack(one.Id) { Sequence = n, At = draft.Now });
            Close(draft, one with { Status = CaseStatus.Resolved, ResolvedAt = draft.Now });
        }
    }

    /// <summary>A member of staff did something. What the table of moves does not know, or is of a case that is resolved, changes nothing: the caller was told.</summary>
    public static void Act(Draft draft, JourneyInput.CaseActed acted)
    {
        if (draft.State.Cases.FirstOrDefault(one => one.Id == acted.Case) is not { } known || CaseTransitions.Next(known.Status, acted.Action) is not { } status)
        {
            return;
        }

        switch (acted.Action)
        {
            case CaseAction.Acknowledge:
                draft.Note(n => new JourneyFact.CaseAcknowledged(known.Id, acted.By) { Sequence = n, At = draft.Now });
                Keep(draft, known with
                {
                    Status = status,
                    AcknowledgedBy = known.AcknowledgedBy ?? acted.By,
                    AcknowledgedAt = known.AcknowledgedAt ?? draft.Now,
                    Assignee = known.Assignee ?? acted.By,
                });
                break;
            case CaseAction.Assign:
                draft.Note(n => new JourneyFact.CaseAssigned(known.Id, acted.To!, acted.By) { Sequence = n, At = draft.Now });
                Keep(draft, known with { Assignee = acted.To });
                break;
            case CaseAction.Note:
                draft.Note(n => new JourneyFact.CaseNoted(known.Id, acted.By) { Sequence = n, At = draft.Now, Words = acted.Note });
                Keep(draft, known);
                break;
            case CaseAction.Resolve:
                draft.Note(n => new JourneyFact.CaseResolved(known.Id, acted.By) { Sequence = n, At = draft.Now, Words = acted.Note });
                Close(draft, known with { Status = status, ResolvedBy = acted.By, ResolvedAt = draft.Now });
                ReleaseWhatItHeld(draft, known.Reason, acted.By);
                break;
            default:
                throw new ArgumentException($"Staff cannot {acted.Action} a case.", nameof(acted));
        }
    }

    /// <summary>People on call were told.</summary>
    public static void Called(Draft draft, JourneyInput.PeopleCalled called)
    {
        if (called.Operator)
        {
            draft.Note(n => new JourneyFact.OperatorAlarmed(called.Case, called.Round) { Sequence = n, At = draft.Now });
        }
        else
        {
            draft.Note(n => new JourneyFact.PeopleCalled(called.Case, called.Round, called.Tier, called.Reached) { Sequence = n, At = draft.Now });
        }

        if (draft.State.Cases.FirstOrDefault(one => one.Id == called.Case && one.Round == called.Round) is { } known && called.Tier > known.TiersTold)
        {
            Keep(draft, known with { TiersTold = called.Tier });
        }
    }

    private static void Renew(Draft draft, PatientCase known)
    {
        if (IsOfSilence(known.Reason))
        {
            return;
        }

        var there = known.Status == CaseStatus.Acknowledged && draft.Now - known.AcknowledgedAt < StillThere;
        var renewed = known.Status == CaseStatus.Open || there
            ? known with { RaisedAt = draft.Now }
            : known with
            {
                RaisedAt = draft.Now,
                Status = CaseTransitions.Next(known.Status, CaseAction.Renew)!.Value,
                Round = known.Round + 1,
                TiersTold = 0,
                AcknowledgedBy = null,
                AcknowledgedAt = null,
            };
        draft.Note(n => new JourneyFact.CaseRenewed(known.Id, renewed.Round) { Sequence = n, At = draft.Now });
        Keep(draft, renewed);
        if (renewed.Round > known.Round)
        {
            Call(draft, renewed);
        }
    }

    private static void Call(Draft draft, PatientCase one)
    {
        if (one.CallsPeople)
        {
            draft.Ask(key => new JourneyEffect.CallPeople(one.Id, one.Round) { Key = key });
        }
    }

    private static void ReleaseWhatItHeld(Draft draft, CaseReason reason, string by)
    {
        if (reason == CaseReason.Crisis)
        {
            HoldRules.Release(draft, HoldReason.Crisis, by);
        }
        else if (reason == CaseReason.Unreachable)
        {
            HoldRules.Release(draft, HoldReason.Unreachable, by);
        }
    }

    private static void Keep(Draft draft, PatientCase one)
    {
        draft.State = draft.State with { Cases = [.. draft.State.Cases.Select(known => known.Id == one.Id ? one : known)] };
        Show(draft, one);
    }

    private static void Close(Draft draft, PatientCase one)
    {
        draft.State = draft.State with { Cases = draft.State.Cases.RemoveAll(known => known.Id == one.Id) };
        Show(draft, one);
    }

    private static void Show(Draft draft, PatientCase one) => draft.Ask(key => new JourneyEffect.ShowCase(draft.State.Clinic, draft.State.Patient, one) { Key = key });

    private static bool IsOfSilence(CaseReason reason) => reason is CaseReason.Silent or CaseReason.NoConsentAnswer or CaseReason.ConsentUnclear;
}
