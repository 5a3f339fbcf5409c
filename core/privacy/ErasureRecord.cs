using System.Collections.Immutable;
using MicroCare.Core.Consent;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Privacy;

/// <summary>Why a person's data are erased. A closed list: what somebody writes by hand could name the person.</summary>
public enum ErasureReason
{
    /// <summary>The person asked for it.</summary>
    PatientRequest,

    /// <summary>The wrong person was enrolled, or the wrong number.</summary>
    EnrolledInError,

    /// <summary>A court or an authority asked for it.</summary>
    LegalOrder,

    /// <summary>The clinic no longer uses the service.</summary>
    ClinicLeft,

    /// <summary>The journey ended so long ago that nothing of it is kept any more.</summary>
    Retention,
}

/// <summary>
/// What is left of a person who was erased: that it was done, by whom and why, and what the law asks to keep. No name, no number, no words.
/// </summary>
/// <remarks>
/// Consent and its revocation must be shown to the FCC by whoever sends texts (47 CFR 64.1200(a)(10), (d)(6): five years for requests not to be called), and
/// documentation under the privacy rule is kept for six years (45 CFR 164.530(j)(2)).
/// </remarks>
/// <param name="Clinic">The patient's clinic.</param>
/// <param name="Patient">The opaque id that the patient had.</param>
/// <param name="Journey">Which journey of that patient, by the millisecond in which it began: who enrolls again and is erased again has two records.</param>
/// <param name="Who">The opaque id of whoever asked for it; <c>retention</c> for the nightly removal.</param>
/// <param name="Reason">Why.</param>
/// <param name="BegunAt">When it was asked for.</param>
public sealed record ErasureRecord(ClinicId Clinic, PatientId Patient, long Journey, string Who, ErasureReason Reason, Instant BegunAt)
{
    /// <summary>When nothing else was left; null while it is under way.</summary>
    public Instant? FinishedAt { get; init; }

    /// <summary>The keyed hash of the number; null before the evidence is kept.</summary>
    public string? Phone { get; init; }

    /// <summary>Since when the person wanted no texts; null where they took them.</summary>
    public Instant? OptedOutSince { get; init; }

    /// <summary>What was consented to, and what was taken back; default before the evidence is kept.</summary>
    public ImmutableArray<ConsentEvidence> Evidence { get; init; }
}

/// <summary>What is kept of a consent after its person was erased.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Version">The text's name and version.</param>
/// <param name="Language">In which language it was shown.</param>
/// <param name="OnFile">The clinic holds it.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="From">The keyed hash of the number that the answer came from.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
public sealed record ConsentEvidence(
    ConsentKind Kind, string? Version, string? Language, bool OnFile, Instant? AskedAt, ConsentAnswer Answer, Instant? AnsweredAt, string? From, Instant? WithdrawnAt)
{
    /// <summary>The evidence that a record is. What a clinic wrote of where it keeps a paper is left out: it could name the person.</summary>
    public static ConsentEvidence Of(ConsentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(
            record.Kind, record.Version, record.Language, record.Source is not null, record.AskedAt, record.Answer, record.AnsweredAt, record.From, record.WithdrawnAt);
    }
}
