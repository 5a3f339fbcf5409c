using System.Text.Json;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Functions.Access;
using MicroCare.Functions.Audit;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using MicroCare.Orchestrations.Erasures;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Privacy;

/// <summary>A privacy officer has a person erased, and asks how far that is.</summary>
public sealed class ErasePatient(IErasure erasure, AuditDesk audit, RepeatedRequests repeats)
{
    /// <summary>
    /// 202 with the status URL: of a new erasure, or of the one that is under way or done. 404 for a patient that never was, or is another clinic's.
    /// </summary>
    [Function(nameof(ErasePatient))]
    [Allow(Roles.PrivacyOfficer)]
    [Describe(
        "Erase a person for good: everything but who looked at their data, and the evidence of consent that the law asks to keep.", Body = typeof(ErasureRequest),
        Answer = typeof(ErasureResponse), Success = [202], Refusals = [400, 404, 409, 413, 415, 422],
        Example = """{"reason":"patientRequest"}""")]
    public async Task<IResult> Erase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "patients/{id}/erase")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<ErasureRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (ErasureRequest.ReasonOf(body.Reason) is not { } reason)
        {
            return Problems.Invalid([new FieldProblem("reason", $"Send why: {string.Join(", ", ErasureRequest.Reasons)}.")]);
        }

        return PatientRoute.IdOf(id) is { } patient
            ? await repeats.OnceAsync(request, nameof(ErasePatient), bytes, once => EraseAsync(request, patient, reason, client, once), cancellationToken)
            : Problems.NotFound("patient");
    }

    /// <summary>200 with the status, or 404.</summary>
    [Function("GetErasure")]
    [Allow(Roles.PrivacyOfficer)]
    [Describe("How far a person's erasure has come.", Answer = typeof(ErasureResponse), Refusals = [404])]
    public async Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patients/{id}/erasure")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (PatientRoute.IdOf(id) is { } patient)
        {
            foreach (var clinic in ClinicsOf(request))
            {
                if (await erasure.FindAsync(clinic, patient, cancellationToken) is { } record)
                {
                    return Results.Ok(await ResponseAsync(record, client, cancellationToken));
                }
            }
        }

        return Problems.NotFound("erasure");
    }

    private async Task<IResult> EraseAsync(
        HttpRequest request, PatientId patient, ErasureReason reason, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await erasure.BeginAsync(ClinicsOf(request), patient, Caller.Of(request).Id, reason, cancellationToken) is not { } record)
        {
            return Problems.NotFound("patient");
        }

        if (await audit.KeepAsync(request, nameof(ErasePatient), record.Clinic, patient, AuditDesk.PatientRequest, cancellationToken) is { } refusal)
        {
            return refusal; // Nothing has begun but the record of it, which the next try finds.
        }

        await PatientErasure.StartAsync(client, record, erasure.Grace, cancellationToken);
        var response = await ResponseAsync(record, client, cancellationToken);

        // The answer of a finished erasure is not kept to be given again: it would name who was erased.
        return record.FinishedAt is null
            ? Reply.Accepted(response.StatusUrl, response)
            : Results.Accepted(response.StatusUrl, response);
    }

    private static IEnumerable<ClinicId> ClinicsOf(HttpRequest request) =>
        Caller.Of(request).Clinics.Where(EnrollmentCheck.IsClinic).Select(clinic => new ClinicId(clinic));

    private static async Task<ErasureResponse> ResponseAsync(ErasureRecord record, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var running = record.FinishedAt is null
            ? await client.GetInstanceAsync(PatientErasure.InstanceOf(record.Patient), getInputsAndOutputs: true, cancellationToken)
            : null;
        var status = record.FinishedAt is not null ? "completed"
            : running is null ? "pending"
            : running.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated ? "failed"
            : "running";
        return new ErasureResponse(
            status, $"/api/patients/{record.Patient}/erasure", JsonNamingPolicy.CamelCase.ConvertName(record.Reason.ToString()), record.BegunAt.ToDateTimeOffset(),
            record.FinishedAt?.ToDateTimeOffset(), running?.SerializedCustomStatus is null ? null : running.ReadCustomStatusAs<ErasureProgress>());
    }
}

/// <summary>Why a person is to be erased.</summary>
/// <param name="Reason"><c>patientRequest</c>, <c>enrolledInError</c>, <c>legalOrder</c> or <c>clinicLeft</c>. Nothing else: words of somebody's own could name the person.</param>
/// <example><code>{"reason":"patientRequest"}</code></example>
public sealed record ErasureRequest(string? Reason)
{
    /// <summary>What may be sent.</summary>
    internal static IEnumerable<string> Reasons => Enum.GetValues<ErasureReason>()
        .Where(reason => reason != ErasureReason.Retention).Select(reason => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()));

    /// <summary>The reason; null where the text is none.</summary>
    internal static ErasureReason? ReasonOf(string? text) => Reasons.Contains(text, StringComparer.Ordinal) ? Enum.Parse<ErasureReason>(text!, ignoreCase: true) : null;
}

/// <summary>How an erasure stands.</summary>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>completed</c> or <c>failed</c>; a failed one is begun anew every night, or by asking for it again.</param>
/// <param name="StatusUrl">Where to ask again.</param>
/// <param name="Reason">Why.</param>
/// <param name="BegunAt">When it was asked for.</param>
/// <param name="FinishedAt">When nothing was left.</param>
/// <param name="Progress">Steps done, while it runs.</param>
public sealed record ErasureResponse(
    string Status, string StatusUrl, string Reason, DateTimeOffset BegunAt, DateTimeOffset? FinishedAt, ErasureProgress? Progress);
