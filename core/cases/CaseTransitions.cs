namespace MicroCare.Core.Cases;

/// <summary>Where a case stands.</summary>
public enum CaseStatus
{
    /// <summary>Nobody has said yet that they look after it.</summary>
    Open,

    /// <summary>A person looks after it.</summary>
    Acknowledged,

    /// <summary>Done. It never opens again; what comes later is a new case.</summary>
    Resolved,
}

/// <summary>What can be done to a case.</summary>
public enum CaseAction
{
    /// <summary>Somebody says: I look after it. Ends the calling of people.</summary>
    Acknowledge,

    /// <summary>It is given to somebody; who is given a case has not acknowledged it by that.</summary>
    Assign,

    /// <summary>Somebody wrote a note.</summary>
    Note,

    /// <summary>Done.</summary>
    Resolve,

    /// <summary>The patient wrote of the same again: people are called again.</summary>
    Renew,

    /// <summary>The patient did themselves what somebody should have asked for.</summary>
    TakeBack,
}

/// <summary>The moves of a case, all of them: what is not here cannot happen.</summary>
public static class CaseTransitions
{
    /// <summary>Where a case stands after that; null where it cannot be done.</summary>
    public static CaseStatus? Next(CaseStatus status, CaseAction action) => (status, action) switch
    {
        (CaseStatus.Open, CaseAction.Acknowledge) => CaseStatus.Acknowledged,
        (CaseStatus.Acknowledged, CaseAction.Acknowledge) => CaseStatus.Acknowledged, // A second person may join in; the first stays on record.
        (CaseStatus.Open, CaseAction.Assign or CaseAction.Note) => CaseStatus.Open,
        (CaseStatus.Acknowledged, CaseAction.Assign or CaseAction.Note) => CaseStatus.Acknowledged,
        (CaseStatus.Open or CaseStatus.Acknowledged, CaseAction.Resolve or CaseAction.TakeBack) => CaseStatus.Resolved,
        (CaseStatus.Open or CaseStatus.Acknowledged, CaseAction.Renew) => CaseStatus.Open,
        _ => null,
    };
}
