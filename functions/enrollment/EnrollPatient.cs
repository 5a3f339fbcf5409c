using MicroCare.Adapters.Programs;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Orchestrations.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Functions.Enrollment;

/// <summary>A clinic's system enrolls a person.</summary>
public sealed class EnrollPatient(IJourneys journeys, ProgramLibrary programs, IClinics clinics, RepeatedRequests repeats, TimeProvider time)
{
    private static readonly Duration Settled = Duration.FromMinutes(1);

    /// <summary>
    /// 201 for a new journey, 200 for one that had begun before, 404 for a clinic that is not the caller's, 409 where the phone is another journey's, or of somebody
    /// who said STOP and was erased, and while the person is being erased.
    /// </summary>
    [Function(nameof(EnrollPatient))]
    [Allow(Roles.ClinicEnroll)]
    [Describe(
        "Enroll a person, who is then asked by text whether they want to take part.", Body = typeof(EnrollmentRequest), Answer = typeof(EnrollmentResponse),
        Success = [201, 200], Refusals = [400, 404, 409, 413, 415, 422], Example = """
        {"clinic":"riverside","externalId":"RS-1001","name":"Maria Lopez","phone":"(312) 555-0142","timeZone":"America/Chicago","language":"es",
         "program":"first-steps","preferredWindow":{"from":"09:00","to":"11:00"},"consentSource":"paper form 2026-10-19"}
        """)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "enrollments")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<EnrollmentRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var (enrollment, problems) = EnrollmentCheck.Check(body, programs.Find, clinics.Find, time.GetCurrentInstant());
        if (enrollment is null)
        {
            return Problems.Invalid(problems);
        }

        return Caller.Of(request).Serves(enrollment.Clinic)
            ? await repeats.OnceAsync(request, nameof(EnrollPatient), bytes, once => EnrollAsync(enrollment, client, once), cancellationToken)
            : Problems.NotFound("clinic");
    }

    private async Task<IResult> EnrollAsync(Core.Enrollment.Enrollment enrollment, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var result = await journeys.EnrollAsync(enrollment, cancellationToken);
        if (result.Status == EnrollmentStatus.PhoneInUse)
        {
            return Problems.Of(
                StatusCodes.Status409Conflict, "This phone cannot be enrolled.", "The number in 'phone' belongs to another enrollment. Send the person's own number.");
        }

        if (result.Status == EnrollmentStatus.PhoneSuppressed)
        {
            return Problems.Of(
                StatusCodes.Status409Conflict, "This phone cannot be enrolled.",
                "Whoever had the number in 'phone' said STOP, and was then erased. It can be enrolled again when the person texts START to this service's number.");
        }

        if (result.Status == EnrollmentStatus.BeingErased)
        {
            return Problems.Of(
                StatusCodes.Status409Conflict, "This person is being erased just now.", "Ask for the erasure's status, and send the same request again when it is completed.");
        }

        var created = result.Status == EnrollmentStatus.Created;
        if (created || time.GetCurrentInstant() - result.EnrolledAt > Settled)
        {
            // A repeat also makes good for a first call that stored the journey and died before it set the alarm.
            await JourneyAlarm.StartAsync(client, result.Patient, result.NextWake, cancellationToken);
        }

        var response = new EnrollmentResponse(result.Patient.Value, $"/api/patients/{result.Patient}");
        return created ? Reply.Created(response.Patient, response) : Reply.Ok(response);
    }
}

/// <summary>What the clinic's system keeps.</summary>
/// <param name="PatientId">The opaque id.</param>
/// <param name="Patient">Where to read the patient's status.</param>
public sealed record EnrollmentResponse(string PatientId, string Patient);
