using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Retention;

/// <summary>The nightly removal of what was kept for as long as it may be: share by share, a portion at a time.</summary>
public static class RetentionOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Retention";

    private const string All = "all";
    private const int SharesAtOnce = 4;
    private const int MostPortions = 40;
    private static readonly TimeSpan BetweenPortions = TimeSpan.FromMinutes(3);

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2.0));

    /// <summary>Begins the erasures of journeys that ended long ago, then removes the rest. Only counts are in the history.</summary>
    [Function(Name)]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.GetInput<RetentionOrder>() ?? throw new InvalidOperationException("A retention needs its order.");
        var journeys = await context.CallActivityAsync<int>(RetentionActivities.ResumeErasures, All, Retried);
        for (var portion = 0; portion < MostPortions; portion++)
        {
            var begun = 0;
            foreach (var shares in Enumerable.Range(0, order.Shares).Chunk(SharesAtOnce))
            {
                begun += (await Task.WhenAll(shares.Select(share => context.CallActivityAsync<int>(RetentionActivities.EraseEnded, share, Retried)))).Sum();
            }

            journeys += begun;
            if (begun == 0)
            {
                break;
            }

            await context.CreateTimer(context.CurrentUtcDateTime + BetweenPortions, CancellationToken.None); // The ones that began get time to end.
        }

        await context.CallActivityAsync(RetentionActivities.RemoveOld, journeys, Retried);
        await context.CallActivityAsync(RetentionActivities.PurgeOldInstances, All, Retried);
        return journeys;
    }
}

/// <summary>What a retention is told.</summary>
public sealed record RetentionOrder(int Shares);
