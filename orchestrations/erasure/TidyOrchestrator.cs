using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Orchestrations.Erasures;

/// <summary>
/// Removes what erasures leave of themselves: no instance can remove itself, and an erasure's is named after its patient. Knows of no patient: it removes whatever
/// erasure has ended, and alarms that found their patient gone.
/// </summary>
public static class TidyOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "TidyErasures";

    /// <summary>The one instance's id.</summary>
    public const string Instance = "tidy-erasures";

    private const int Most = 50;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2.0));

    /// <summary>Looks again, at longer and longer intervals, until no erasure is left. What it should leave behind the nightly retention removes.</summary>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var pause = First;
        for (var looked = 0; looked < Most; looked++)
        {
            await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
            if (await context.CallActivityAsync<int>(TidyActivity.Name, PatientErasure.Prefix, Retried) == 0)
            {
                return;
            }

            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
    }

    /// <summary>Starts it, unless it runs.</summary>
    public static async Task StartAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (await client.GetInstanceAsync(Instance, cancellationToken) is { IsCompleted: false })
        {
            return;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(Name, null, new StartOrchestrationOptions(Instance), cancellationToken);
        }
        catch (Exception)
        {
            // Somebody else may have started it in this moment, which each engine reports in its own way.
            if (await client.GetInstanceAsync(Instance, cancellationToken) is null)
            {
                throw;
            }
        }
    }
}

/// <summary>Removes instances of erasures that have ended.</summary>
public sealed class TidyActivity
{
    /// <summary>The activity's name.</summary>
    public const string Name = "PurgeErasures";

    private const string Alarms = "journey-";

    /// <summary>Removes them; tells how many erasures are still under way.</summary>
    [Function(Name)]
    public static async Task<int> Run([ActivityTrigger] string prefix, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await PurgeAsync(client, prefix, cancellationToken);
        await PurgeAsync(client, Alarms, cancellationToken); // An alarm ends only when its patient is gone.
        var left = await InstanceRemoval.ListAsync(client, new OrchestrationQuery(InstanceIdPrefix: prefix), cancellationToken);
        return left.Count(instance => !instance.IsCompleted);
    }

    // One that failed stays: its status is the only trace of it until the nightly retention begins it anew.
    private static async Task PurgeAsync(DurableTaskClient client, string prefix, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated], InstanceIdPrefix: prefix);
        foreach (var instance in await InstanceRemoval.ListAsync(client, query, cancellationToken))
        {
            await client.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
        }
    }
}
