namespace MicroCare.Core.Cases;

/// <summary>How soon somebody must look. The most urgent stands first.</summary>
public enum CaseUrgency
{
    /// <summary>Now: people on call are told, tier after tier, until one acknowledges.</summary>
    Emergency,

    /// <summary>The same day.</summary>
    Urgent,

    /// <summary>By the next working day.</summary>
    Soon,

    /// <summary>When there is time.</summary>
    Routine,
}

/// <summary>How urgent each reason is.</summary>
public static class CaseUrgencies
{
    /// <summary>The urgency of a case with that reason.</summary>
    public static CaseUrgency Of(CaseReason reason) => reason switch
    {
        CaseReason.Crisis or CaseReason.Safety => CaseUrgency.Emergency,
        CaseReason.SideEffect or CaseReason.Worsening or CaseReason.WantsPerson or CaseReason.AnswerOfConcern => CaseUrgency.Urgent,
        CaseReason.Complaint or CaseReason.Silent or CaseReason.Unreachable or CaseReason.Appointment => CaseUrgency.Soon,
        CaseReason.Technical or CaseReason.Question or CaseReason.NoConsentAnswer or CaseReason.ConsentUnclear => CaseUrgency.Routine,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason of a case."),
    };
}
