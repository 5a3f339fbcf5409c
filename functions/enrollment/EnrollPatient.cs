using MicroCare.Adapters.Programs;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Ports;
using MicroCare.Functions.Http;
using MicroCare.Orchestrations.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Functions.Enrollment;

/// <summary>A clinic's system enrolls a person.</summary>
public sealed class EnrollPatient(IJourneys journeys, ProgramLibrary programs, TimeProvider time)
{
    private static readonly Duration Settled = Duration.FromMinutes(1);

    /// <summary>201 for a new journey, 200 for one that had begun before, 409 where the phone is another journey's.</summary>
    [Function(nameof(EnrollPatient))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "enrollments")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<EnrollmentRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var (enrollment, problems) = EnrollmentCheck.Check(body, programs.Find);
        if (enrollment is null)
        {
            return Problems.Invalid(problems);
        }

        var result = await journeys.EnrollAsync(enrollment, cancellationToken);
        if (result.Status == EnrollmentStatus.PhoneInUse)
        {
            return Problems.Of(
                StatusCodes.Status409Conflict, "This phone cannot be enrolled.", "The number in 'phone' belongs to another enrollment. Send the person's own number.");
        }

        var created = result.Status == EnrollmentStatus.Created;
        if (created || time.GetCurrentInstant() - result.EnrolledAt > Settled)
        {
            // A repeat also makes good for a first call that stored the journey and died before it set the alarm.
            await JourneyAlarm.StartAsync(client, result.Patient, result.NextWake, cancellationToken);
        }

        var response = new EnrollmentResponse(result.Patient.Value, $"/api/patients/{result.Patient}");
        return created ? Results.Created(response.Patient, response) : Results.Ok(response);
    }
}

/// <summary>What the clinic's system keeps.</summary>
/// <param name="PatientId">The opaque id.</param>
/// <param name="Patient">Where to read the patient's status.</param>
public sealed record EnrollmentResponse(string PatientId, string Patient);
