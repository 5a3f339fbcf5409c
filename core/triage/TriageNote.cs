using System.Collections.Immutable;

namespace MicroCare.Core.Triage;

/// <summary>What is kept of a text's triage, beside the text.</summary>
/// <param name="Class">What it was classed as.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
/// <param name="Reasons">Why, in words; never the patient's own.</param>
public sealed record TriageNote(TriageClass Class, double Score, ImmutableArray<string> Reasons)
{
    /// <inheritdoc />
    public bool Equals(TriageNote? other) => other is not null && Class == other.Class && Score.Equals(other.Score) && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Class, Score, Reasons.Length);
}
