using MicroCare.Core.Journeys;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Patients;

/// <summary>The care team holds a patient's program, or lets it go on.</summary>
public sealed class HoldPatient(PatientDesk patients, RepeatedRequests repeats)
{
    /// <summary>200 with the patient afterwards; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function("HoldPatient")]
    [Allow(Roles.CareTeam)]
    [Describe("Hold a patient's program: no program text goes out until somebody releases it.", Answer = typeof(PatientResponse), Refusals = [400, 404, 409, 422], Audited = true)]
    public Task<IResult> Hold(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patients/{id}/hold")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => ChangeAsync(request, "HoldPatient", id, held: true, client, cancellationToken);

    /// <summary>200 with the patient afterwards; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function("ReleasePatient")]
    [Allow(Roles.CareTeam)]
    [Describe("Release a patient's program from whatever holds it: it goes on where it was.", Answer = typeof(PatientResponse), Refusals = [400, 404, 409, 422], Audited = true)]
    public Task<IResult> Release(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patients/{id}/release")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => ChangeAsync(request, "ReleasePatient", id, held: false, client, cancellationToken);

    private async Task<IResult> ChangeAsync(HttpRequest request, string function, string id, bool held, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (view, refusal) = await patients.OpenAsync(request, function, id, cancellationToken);
        if (view is null)
        {
            return refusal!;
        }

        var input = new JourneyInput.HoldChanged(held, Caller.Of(request).Id) { Id = repeats.InputOf(request, function) };
        return await repeats.OnceAsync(
            request, function, default,
            async once => Reply.Ok(PatientResponse.Of(await patients.TakeAsync(client, view.State.Patient, input, once))), cancellationToken);
    }
}
