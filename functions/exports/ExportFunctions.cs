using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Orchestrations.Exports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Exports;

/// <summary>Researchers order an export, ask how far it is, and fetch it.</summary>
public sealed class ExportFunctions(IExports exports, RepeatedRequests repeats, TimeProvider time)
{
    /// <summary>202 with the status URL; 404 for a clinic that is not the caller's.</summary>
    [Function("OrderExport")]
    [Allow(Roles.ResearchExport)]
    [Describe(
        "Order an export of a clinic's decision points: of the patients who consent to research.", Body = typeof(ExportRequest), Answer = typeof(ExportStatusResponse), Success = [202],
        Refusals = [400, 404, 409, 413, 415, 422], Example = """{"clinic":"riverside"}""")]
    public async Task<IResult> Order(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "exports")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (body, bytes, problem) = await JsonBody.ReadAsync<ExportRequest>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Clinic is null || !EnrollmentCheck.IsClinic(body.Clinic))
        {
            return Problems.Invalid([new FieldProblem("clinic", "Send the id of the clinic whose patients' decision points are to be exported.")]);
        }

        return Caller.Of(request).Serves(new ClinicId(body.Clinic))
            ? await repeats.OnceAsync(request, "OrderExport", bytes, once => OrderAsync(body.Clinic, client, once), cancellationToken)
            : Problems.NotFound("clinic");
    }

    /// <summary>200 with the status, or 404.</summary>
    [Function("GetExport")]
    [Allow(Roles.ResearchExport)]
    [Describe("How an export stands.", Answer = typeof(ExportStatusResponse), Refusals = [404])]
    public async Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "exports/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellationToken)
    {
        var found = IsExportId(id)
            ? await client.GetInstanceAsync(ExportOrchestrator.InstanceOf(id), getInputsAndOutputs: true, cancellationToken)
            : null;
        if (found?.ReadInputAs<ExportOrder>() is not { } order || !Caller.Of(request).Serves(new ClinicId(order.Clinic)))
        {
            return Problems.NotFound("export");
        }

        var url = $"/api/exports/{id}";
        return Results.Ok(found.RuntimeStatus switch
        {
            // The manifest, not the orchestration's answer: rows of a person who was erased have left the file since.
            OrchestrationRuntimeStatus.Completed => await exports.ReadAsync(id, order.Clinic, cancellationToken) is { } done
                ? new ExportStatusResponse(id, "completed", url, null, $"{url}/file", done.Rows, done.Sha256)
                {
                    Participants = done.Participants,
                    WithoutConsent = done.WithoutConsent,
                    RowsErased = done.RowsErased,
                }
                : new ExportStatusResponse(id, "removed", url, null, null, null, null),
            OrchestrationRuntimeStatus.Pending => new ExportStatusResponse(id, "pending", url, null, null, null, null),
            OrchestrationRuntimeStatus.Running =>
                new ExportStatusResponse(id, "running", url, found.ReadCustomStatusAs<ExportProgress>(), null, null, null),
            _ => new ExportStatusResponse(id, "failed", url, null, null, null, null),
        });
    }

    /// <summary>200 with the CSV file, or 404 while there is none.</summary>
    [Function("GetExportFile")]
    [Allow(Roles.ResearchExport)]
    [Describe("The file of a finished export, in CSV.", AnswerMedia = "text/csv", Refusals = [404])]
    public async Task<IResult> File(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "exports/{id}/file")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        foreach (var clinic in IsExportId(id) ? Caller.Of(request).Clinics : [])
        {
            if (EnrollmentCheck.IsClinic(clinic) && await exports.OpenAsync(id, clinic, cancellationToken) is { } file)
            {
                return Results.Stream(file, "text/csv; charset=utf-8", $"decision-points-{id}.csv");
            }
        }

        return Problems.NotFound("finished export");
    }

    private async Task<IResult> OrderAsync(string clinic, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        await client.ScheduleNewOrchestrationInstanceAsync(
            ExportOrchestrator.Name,
            new ExportOrder(id, clinic, time.GetUtcNow().UtcDateTime, exports.Shares),
            new StartOrchestrationOptions(ExportOrchestrator.InstanceOf(id)),
            cancellationToken);
        return Reply.Accepted($"/api/exports/{id}", new ExportStatusResponse(id, "pending", $"/api/exports/{id}", null, null, null, null));
    }

    private static bool IsExportId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);
}

/// <summary>What a researcher orders.</summary>
/// <param name="Clinic">Whose patients.</param>
/// <example><code>{"clinic":"riverside"}</code></example>
public sealed record ExportRequest(string? Clinic);

/// <summary>How an export stands.</summary>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>completed</c>, <c>failed</c>, or <c>removed</c>: the file was kept for as long as it may be.</param>
/// <param name="StatusUrl">Where to ask again.</param>
/// <param name="Progress">Shares done, while it runs.</param>
/// <param name="File">Where the CSV file is, when completed.</param>
/// <param name="Rows">Decision points in it.</param>
/// <param name="Sha256">The file's hash.</param>
public sealed record ExportStatusResponse(
    string ExportId, string Status, string StatusUrl, ExportProgress? Progress, string? File, int? Rows, string? Sha256)
{
    /// <summary>How many people it holds rows of.</summary>
    public int? Participants { get; init; }

    /// <summary>How many of the clinic's patients are left out because they have not consented to research.</summary>
    public int? WithoutConsent { get; init; }

    /// <summary>Rows that were taken out since, because their person was erased.</summary>
    public int? RowsErased { get; init; }
}
