using System.Collections.Immutable;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>
/// Who looked at what of a patient, and why. Kept for six years (45 CFR 164.316(b)(2)), also when the patient's data are erased; holds opaque ids only.
/// </summary>
public interface IAuditTrail
{
    /// <summary>Keeps an entry. Where it cannot be kept the read must not happen.</summary>
    Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The entries of a patient, the newest first.</summary>
    Task<ImmutableArray<AuditEntry>> ReadAsync(ClinicId clinic, PatientId patient, int most, CancellationToken cancellationToken);

    /// <summary>Removes the entries from before that moment; tells how many.</summary>
    Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken);
}

/// <summary>One look at a patient's data, or one change of it, by a person or a system.</summary>
/// <param name="Clinic">The patient's clinic.</param>
/// <param name="Patient">The patient.</param>
/// <param name="Who">The opaque id of the caller.</param>
/// <param name="What">The function that was called, such as <c>GetConversation</c>.</param>
/// <param name="When">When.</param>
/// <param name="Why">The purpose of use that the caller gave (HL7 v3 PurposeOfUse, such as <c>TREAT</c>), else the one that goes with their role.</param>
public sealed record AuditEntry(ClinicId Clinic, PatientId Patient, string Who, string What, Instant When, string Why);
