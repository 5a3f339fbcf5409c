namespace MicroCare.Core.Cases;

/// <summary>Why a clinic should look at a patient.</summary>
public enum CaseReason
{
    /// <summary>Silent for very long, in spite of a gentle text.</summary>
    Silent,

    /// <summary>The question for consent was never answered.</summary>
    NoConsentAnswer,

    /// <summary>The question for consent was answered twice, and neither was a yes or a no.</summary>
    ConsentUnclear,

    /// <summary>An answer to a questionnaire is a sign of danger. Look at once.</summary>
    Safety,

    /// <summary>Symptoms rise, by the program's questionnaire or in the patient's own words.</summary>
    Worsening,

    /// <summary>An answer to a questionnaire is one that the care team should know of, such as a side effect.</summary>
    AnswerOfConcern,

    /// <summary>A text tells of danger: self-harm, harm to others, abuse, overdose, a medical emergency. Look at once.</summary>
    Crisis,

    /// <summary>A text tells of a side effect.</summary>
    SideEffect,

    /// <summary>The patient wants to talk to a person.</summary>
    WantsPerson,

    /// <summary>The patient complains.</summary>
    Complaint,

    /// <summary>The patient writes of an appointment.</summary>
    Appointment,

    /// <summary>The texts or the phone do not work for the patient.</summary>
    Technical,

    /// <summary>The patient asks something that the program cannot answer.</summary>
    Question,

    /// <summary>Three texts in a row did not reach the phone.</summary>
    Unreachable,
}
