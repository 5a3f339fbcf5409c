using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Audit;

/// <summary>Who looked at a patient's data.</summary>
public sealed class GetPatientAudit(PatientDesk patients, IAuditTrail trail)
{
    private const int Most = 1000;

    /// <summary>200 with the looks, this one among them; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(GetPatientAudit))]
    [Allow(Roles.PrivacyOfficer)]
    [Describe("Who looked at or changed a patient's data, when and why, newest first.", Answer = typeof(AuditResponse[]), Refusals = [400, 404], Audited = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patients/{id}/audit")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (view, refusal) = await patients.OpenAsync(request, nameof(GetPatientAudit), id, cancellationToken);
        return view is null
            ? refusal!
            : Results.Ok((await trail.ReadAsync(view.State.Clinic, view.State.Patient, Most, cancellationToken))
                .Select(entry => new AuditResponse(entry.Who, entry.What, entry.When.ToDateTimeOffset(), entry.Why)));
    }
}

/// <summary>One look.</summary>
/// <param name="Who">The opaque id of the caller.</param>
/// <param name="What">The function that was called.</param>
/// <param name="When">When.</param>
/// <param name="Why">The purpose of use, such as TREAT.</param>
public sealed record AuditResponse(string Who, string What, DateTimeOffset When, string Why);
