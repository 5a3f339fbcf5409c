using MicroCare.Core.Cases;

namespace MicroCare.Core.Journeys;

/// <summary>What the carrier tells of our texts.</summary>
internal static class DeliveryRules
{
    /// <summary>So many failures in a row mean that the number does not take texts (a landline, a blocked or a dead one): the clinic is told.</summary>
    public const int Unreachable = 3;

    /// <summary>Keeps the report; a number that the carrier holds on its opt-out list is opted out here too.</summary>
    public static void Take(Draft draft, JourneyInput.DeliveryReported report)
    {
        switch (report.Outcome)
        {
            case DeliveryOutcome.Delivered:
                draft.State = draft.State with { FailedInARow = 0 };
                draft.Note(n => new JourneyFact.TextDelivered(report.Text) { Sequence = n, At = draft.Now });
                break;
            case DeliveryOutcome.Failed:
                Failed(draft, report);
                Count(draft);
                break;
            case DeliveryOutcome.Blocked:
                Failed(draft, report);
                if (draft.State.Phase != JourneyPhase.OptedOut && !IsOfBeforeStart(draft, report))
                {
                    OptOutRules.StopByCarrier(draft);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(report), report.Outcome, "Unknown delivery outcome.");
        }
    }

    private static void Count(Draft draft)
    {
        draft.State = draft.State with { FailedInARow = draft.State.FailedInARow + 1 };
        if (draft.State.FailedInARow < Unreachable || draft.State.Phase is not (JourneyPhase.Running or JourneyPhase.AwaitingConsent))
        {
            return;
        }

        draft.State = draft.State with { FailedInARow = 0 };
        HoldRules.Place(draft, HoldReason.Unreachable);
        CaseRules.Open(draft, CaseReason.Unreachable);
    }

    /// <summary>A carrier that holds STOP itself also blocks our confirmation of it, and may report that after the patient came back.</summary>
    private static bool IsOfBeforeStart(Draft draft, JourneyInput.DeliveryReported report) =>
        report.Text.TryRead(out _, out var sequence) && sequence <= draft.State.StartedAgainSequence;

    private static void Failed(Draft draft, JourneyInput.DeliveryReported report) =>
        draft.Note(n => new JourneyFact.TextFailed(report.Text, report.Code) { Sequence = n, At = draft.Now });
}
