using MicroCare.Adapters.Keys;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Orchestrations.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Keys;

/// <summary>After a new field key was added: brings every field under it.</summary>
public sealed class ReencryptionFunctions(IReencryption reencryption, RepeatedRequests repeats)
{
    /// <summary>202 with the status URL: of a new re-encryption, or of the one that is under way.</summary>
    [Function("StartReencryption")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe(
        "Bring every encrypted field under the newest key, in the background.", Answer = typeof(ReencryptionResponse), Success = [202], Refusals = [400, 409, 422])]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operator/keys/reencryptions")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        repeats.OnceAsync(request, "StartReencryption", default, once => StartAsync(client, once), cancellationToken);

    /// <summary>200 with the status, or 404.</summary>
    [Function("GetReencryption")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe("How far a re-encryption has come.", Answer = typeof(ReencryptionResponse), Refusals = [404])]
    public static async Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operator/keys/reencryptions/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellationToken)
    {
        _ = request;
        var found = FieldKey.IsId(id)
            ? await client.GetInstanceAsync(ReencryptionOrchestrator.InstanceOf(id), getInputsAndOutputs: true, cancellationToken)
            : null;
        return found is null ? Problems.NotFound("re-encryption") : Results.Ok(Response(id, found));
    }

    private async Task<IResult> StartAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await reencryption.FindNewestAsync(cancellationToken) is not { } newest)
        {
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "The keys cannot be read just now.", "The service's log says why. Send the same request again when that is mended.");
        }

        var instance = ReencryptionOrchestrator.InstanceOf(newest.Id);
        var known = await client.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellationToken);
        if (known is { IsCompleted: false })
        {
            return Reply.Accepted(Url(newest.Id), Response(newest.Id, known));
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ReencryptionOrchestrator.Name,
                new ReencryptionOrder(newest.Id, newest.EverywhereAt.UtcDateTime, reencryption.Shares),
                new StartOrchestrationOptions(instance),
                cancellationToken);
        }
        catch (Exception)
        {
            // Somebody else may have started it in this moment, which each engine reports in its own way.
            if (await client.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellationToken) is not { IsCompleted: false } started)
            {
                throw;
            }

            return Reply.Accepted(Url(newest.Id), Response(newest.Id, started));
        }

        return Reply.Accepted(Url(newest.Id), new ReencryptionResponse(newest.Id, "pending", Url(newest.Id), null));
    }

    private static ReencryptionResponse Response(string key, OrchestrationMetadata found) => found.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Completed => new(key, "completed", Url(key), found.ReadOutputAs<ReencryptionProgress>()),
        OrchestrationRuntimeStatus.Pending => new(key, "pending", Url(key), null),
        OrchestrationRuntimeStatus.Running => new(key, "running", Url(key), found.ReadCustomStatusAs<ReencryptionProgress>()),
        _ => new(key, "failed", Url(key), found.ReadCustomStatusAs<ReencryptionProgress>()),
    };

    private static string Url(string key) => $"/api/operator/keys/reencryptions/{key}";
}

/// <summary>How a re-encryption stands.</summary>
/// <param name="Key">The key that it leads to; also its id.</param>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="StatusUrl">Where to ask again.</param>
/// <param name="Progress">How far it is; null before it began.</param>
public sealed record ReencryptionResponse(string Key, string Status, string StatusUrl, ReencryptionProgress? Progress);
