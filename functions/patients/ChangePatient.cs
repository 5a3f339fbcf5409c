using MicroCare.Adapters.Programs;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Orchestrations.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Patients;

/// <summary>A clinic's system tells that a patient moved, reads otherwise, or has an appointment.</summary>
public sealed class ChangePatient(IJourneys journeys, PatientDesk patients, ProgramLibrary programs)
{
    /// <summary>200 with the patient afterwards; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(ChangePatient))]
    [Allow(Roles.ClinicEnroll, Roles.CareTeam)]
    [Describe(
        "Change a patient's time zone, language, window, reading level or dates of care. A field that is left out stays as it was.", Body = typeof(ProfileRequest),
        Answer = typeof(PatientResponse), Refusals = [400, 404, 413, 415, 422], Audited = true, Example = """
        {"timeZone":"America/Denver","readingLevel":"plain","appointmentDate":"2026-12-03"}
        """)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "patients/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, _, problem) = await JsonBody.ReadAsync<ProfileRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var (view, refusal) = await patients.OpenAsync(request, nameof(ChangePatient), id, cancellationToken);
        if (view is null)
        {
            return refusal!;
        }

        var (change, problems) = ProfileCheck.Check(body, programs.Get(view.State.Program));
        if (change is null)
        {
            return Problems.Invalid(problems);
        }

        // The values themselves make a repeat a repeat: setting the same again changes nothing.
        var result = await journeys.ChangeAsync(view.State.Patient, new InputId($"change-{Guid.NewGuid():N}"), change, cancellationToken);
        if (result.WakeAlarm)
        {
            await JourneyAlarm.WakeAsync(client, view.State.Patient, cancellationToken);
        }

        return Results.Ok(PatientResponse.Of((await journeys.ReadAsync(view.State.Patient, cancellationToken))!));
    }
}

/// <summary>A patient's id in a route.</summary>
internal static class PatientRoute
{
    private const int Longest = 64;

    /// <summary>The id, or null where the text can be none.</summary>
    public static PatientId? IdOf(string text) =>
        text.Length is > 0 and <= Longest && text.All(char.IsAsciiLetterOrDigit) ? new PatientId(text) : null;
}
