using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using Microsoft.AspNetCore.Http;
using NodaTime.Extensions;

namespace MicroCare.Functions.Privacy;

/// <summary>Notes who looks at a person's data, before they see anything: where it cannot be noted they see nothing.</summary>
public sealed class PrivacyAudit(IAuditTrail trail, TimeProvider time)
{
    /// <summary>The patient asked for it (HL7 v3 PurposeOfUse).</summary>
    public const string PatientRequest = "PATRQT";

    private const string Treatment = "TREAT";
    private const string Operations = "HOPERAT";

    /// <summary>Keeps the entry.</summary>
    public Task WriteAsync(HttpRequest request, ClinicId clinic, PatientId patient, string what, string? why, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return trail.WriteAsync(
            new AuditEntry(clinic, patient, caller.Id, what, time.GetCurrentInstant(), why ?? (caller.Roles.Contains(Roles.CareTeam) ? Treatment : Operations)), cancellationToken);
    }
}
