namespace MicroCare.Core.Engagement;

/// <summary>How much a patient takes part, judged against their own rhythm.</summary>
public enum EngagementStatus
{
    /// <summary>Writes about as often as usual.</summary>
    Active,

    /// <summary>Silent for longer than usual; one gentle text has gone out.</summary>
    Drifting,

    /// <summary>Silent for very long; program texts wait, and the clinic has a task.</summary>
    Lapsed,
}

/// <summary>What moves a patient from one <see cref="EngagementStatus"/> to another.</summary>
public enum EngagementSignal
{
    /// <summary>The patient wrote anything but a wish to stop.</summary>
    Heard,

    /// <summary>Silent beyond <see cref="ReplyRhythm.DriftAfter"/>.</summary>
    SilentLong,

    /// <summary>Silent beyond <see cref="ReplyRhythm.LapseAfter"/>, and for two days after the gentle text.</summary>
    SilentVeryLong,
}

/// <summary>Every legal move, on one screen. A patient never lapses without having drifted, so nobody is given up without a gentle text.</summary>
public static class EngagementTransitions
{
    /// <summary>Where the signal leads.</summary>
    /// <exception cref="InvalidOperationException">The pair is not in the table: a bug of the caller.</exception>
    public static EngagementStatus Next(EngagementStatus from, EngagementSignal signal) => (from, signal) switch
    {
        (EngagementStatus.Active, EngagementSignal.Heard) => EngagementStatus.Active,
        (EngagementStatus.Active, EngagementSignal.SilentLong) => EngagementStatus.Drifting,

        (EngagementStatus.Drifting, EngagementSignal.Heard) => EngagementStatus.Active,
        (EngagementStatus.Drifting, EngagementSignal.SilentVeryLong) => EngagementStatus.Lapsed,

        (EngagementStatus.Lapsed, EngagementSignal.Heard) => EngagementStatus.Active,

        _ => throw new InvalidOperationException($"Engagement cannot take {signal} when {from}."),
    };
}
