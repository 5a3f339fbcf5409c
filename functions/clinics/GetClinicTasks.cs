using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Clinics;

/// <summary>The tasks that a clinic is asked to do: people who fell silent, people who never answered.</summary>
public sealed class GetClinicTasks(ITaskBoard tasks)
{
    private const int Most = 500;

    /// <summary>200 with the open tasks first, an empty list for a clinic without tasks; 404 for a clinic that is not the caller's.</summary>
    [Function(nameof(GetClinicTasks))]
    [Allow(Roles.CareTeam, Roles.ClinicEnroll)]
    [Describe("What a clinic's people are asked to do, open tasks first.", Answer = typeof(TaskResponse[]), Refusals = [404])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "clinics/{id}/tasks")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!EnrollmentCheck.IsClinic(id) || !Caller.Of(request).Serves(new ClinicId(id)))
        {
            return Problems.NotFound("clinic");
        }

        var list = await tasks.ListAsync(new ClinicId(id), Most, cancellationToken);
        return Results.Ok(list.Select(task => new TaskResponse(
            task.Id.Value, task.Patient.Value, $"/api/patients/{task.Patient}", task.Reason.ToString(), task.OpenedAt.ToDateTimeOffset(),
            task.ClosedAt?.ToDateTimeOffset())));
    }
}

/// <summary>A task as the clinic's system reads it.</summary>
/// <param name="Reason"><c>Silent</c>, <c>NoConsentAnswer</c> or <c>ConsentUnclear</c>.</param>
/// <param name="ClosedAt">When the patient did themselves what was to be asked for; null while somebody should look.</param>
public sealed record TaskResponse(
    string TaskId, string PatientId, string Patient, string Reason, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);
