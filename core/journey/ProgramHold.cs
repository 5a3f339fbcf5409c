using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>For what program texts wait.</summary>
public enum HoldReason
{
    /// <summary>The patient has been silent for very long.</summary>
    Lapsed,

    /// <summary>A text told of danger: until a person resolves the case, or releases the program.</summary>
    Crisis,

    /// <summary>A person of the clinic and the patient write to each other: until that has been quiet for a while.</summary>
    Conversation,

    /// <summary>A member of staff said so, until one says otherwise.</summary>
    Staff,

    /// <summary>Texts do not reach the phone: until the patient writes, or a person releases the program.</summary>
    Unreachable,
}

/// <summary>Something that program texts wait for.</summary>
/// <param name="Reason">What.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When it is over by itself; null: when a person says so.</param>
public sealed record ProgramHold(HoldReason Reason, Instant Since, Instant? Until = null);
