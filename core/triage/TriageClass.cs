namespace MicroCare.Core.Triage;

/// <summary>What a text of a patient's is mainly about. From the most urgent to the least: where a text is two things, the first in this order counts.</summary>
public enum TriageClass
{
    /// <summary>Self-harm, harm to others, abuse, overdose or a medical emergency: somebody may be in danger now.</summary>
    Crisis,

    /// <summary>Something that a treatment did: nausea, a rash, no sleep since the new pill.</summary>
    SideEffect,

    /// <summary>It gets worse: mood, sleep, panic, use of alcohol or drugs.</summary>
    Worsening,

    /// <summary>Wants to talk to a person, or to be called.</summary>
    WantsPerson,

    /// <summary>A complaint about the texts, the clinic or the care.</summary>
    Complaint,

    /// <summary>Booking, moving, confirming or missing an appointment.</summary>
    Appointment,

    /// <summary>The texts or the phone do not work: a link, a time, a doubled text.</summary>
    Technical,

    /// <summary>Asks something.</summary>
    Question,

    /// <summary>No more texts.</summary>
    OptOut,

    /// <summary>Texts again.</summary>
    OptIn,

    /// <summary>Who are you, and how do I reach a person?</summary>
    Help,

    /// <summary>Answers what a step asked.</summary>
    Answer,

    /// <summary>Anything else: thanks, a greeting, talk.</summary>
    Chatter,
}
