using MicroCare.Core.Cases;
using MicroCare.Core.Triage;

namespace MicroCare.Core.Journeys;

/// <summary>What a person should look at though nobody is in danger: it becomes a case, and the patient is told that somebody will see it.</summary>
internal static class ConcernRules
{
    /// <summary>Opens the case that a text's class calls for. True where the patient is to be told; false where there is no case, or they were told lately.</summary>
    public static bool Open(Draft draft) => ReasonFor(draft.Verdict!.Class) is { } reason && CaseRules.Open(draft, reason);

    /// <summary>Whether a person should look at the text.</summary>
    public static bool IsConcern(Draft draft) => ReasonFor(draft.Verdict!.Class) is not null;

    /// <summary>Whether the class goes before what the program would answer.</summary>
    public static bool GoesFirst(Draft draft) => draft.Verdict!.Class is TriageClass.SideEffect or TriageClass.Worsening or TriageClass.WantsPerson;

    /// <summary>Tells the patient that the clinic will see it.</summary>
    public static void Tell(Draft draft, JourneyInput.ReplyReceived reply)
    {
        draft.State = draft.State with { UnmatchedAnsweredAt = draft.Now };
        draft.Answer(TextPurpose.Answer, draft.Program.Messages.Told, reply.At);
    }

    private static CaseReason? ReasonFor(TriageClass found) => found switch
    {
        TriageClass.SideEffect => CaseReason.SideEffect,
        TriageClass.Worsening => CaseReason.Worsening,
        TriageClass.WantsPerson => CaseReason.WantsPerson,
        TriageClass.Complaint => CaseReason.Complaint,
        TriageClass.Appointment => CaseReason.Appointment,
        TriageClass.Technical => CaseReason.Technical,
        TriageClass.Question => CaseReason.Question,
        _ => null,
    };
}
