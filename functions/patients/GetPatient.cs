using MicroCare.Functions.Access;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Patients;

/// <summary>A patient's status, next step and facts. What the patient wrote is not shown here.</summary>
public sealed class GetPatient(PatientDesk patients)
{
    /// <summary>200; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(GetPatient))]
    [Allow(Roles.ClinicEnroll, Roles.CareTeam, Roles.PrivacyOfficer)]
    [Describe("How a patient does: status, next step and what happened, without the patient's words.", Answer = typeof(PatientResponse), Refusals = [400, 404], Audited = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patients/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (view, refusal) = await patients.OpenAsync(request, nameof(GetPatient), id, cancellationToken);
        return view is null ? refusal! : Results.Ok(PatientResponse.Of(view));
    }
}
