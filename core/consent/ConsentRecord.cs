using NodaTime;

namespace MicroCare.Core.Consent;

/// <summary>To what a consent is.</summary>
public enum ConsentKind
{
    /// <summary>To be texted as part of care.</summary>
    Care,

    /// <summary>To the use of one's data in research.</summary>
    Research,

    /// <summary>To the care of a person under age, by whoever answers for them.</summary>
    Guardian,
}

/// <summary>What was answered.</summary>
public enum ConsentAnswer
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,

    /// <summary>Neither yes nor no.</summary>
    Unclear,
}

/// <summary>One question for consent and what came of it, or one consent that the clinic holds.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Version">The text's name and version; null where the clinic told of none.</param>
/// <param name="Answer">What was answered last.</param>
public sealed record ConsentRecord(ConsentKind Kind, string? Version, ConsentAnswer Answer)
{
    /// <summary>Where the clinic holds it on file; null where it was asked by text.</summary>
    public string? Source { get; init; }

    /// <summary>Who answered for a person under age, such as <c>parent</c>.</summary>
    public string? Relationship { get; init; }

    /// <summary>ISO 639-1 code of what was shown.</summary>
    public string? Language { get; init; }

    /// <summary>What was shown; names are not filled in.</summary>
    public string? Shown { get; init; }

    /// <summary>When it was asked by text; null where the clinic holds it.</summary>
    public Instant? AskedAt { get; init; }

    /// <summary>When the answer came; for what the clinic holds, when the clinic told of it.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>The keyed hash of the number that the answer came from; null where it is not known.</summary>
    public string? From { get; init; }

    /// <summary>When it was taken back: by STOP, or by DATA STOP.</summary>
    public Instant? WithdrawnAt { get; init; }

    /// <summary>When another version of the text took its place.</summary>
    public Instant? OutdatedAt { get; init; }
}
