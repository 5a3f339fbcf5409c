using Microsoft.DurableTask.Client;

namespace MicroCare.Orchestrations.Erasures;

/// <summary>Ends and removes durable instances.</summary>
internal static class InstanceRemoval
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>How the instances begin that call people for a patient's cases: a case's id is the patient's and a number.</summary>
    public static string EscalationsOf(string patient) => $"escalation-{patient}.";

    /// <summary>Ends an instance if it has not ended, waits for it, and removes it with its history. One that is not there is fine.</summary>
    /// <exception cref="OperationCanceledException">It did not end in time: try again.</exception>
    public static async Task RemoveAsync(DurableTaskClient client, string instance, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instance, cancellationToken) is not { } found)
        {
            return;
        }

        if (!found.IsCompleted)
        {
            try
            {
                await client.TerminateInstanceAsync(instance, cancellationToken);
            }
            catch (Exception)
            {
                // It may have ended in this moment, which each engine reports in its own way.
                if (await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false })
                {
                    throw;
                }
            }

            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            wait.CancelAfter(LongestWait);
            await client.WaitForInstanceCompletionAsync(instance, wait.Token);
        }

        await client.PurgeInstanceAsync(instance, cancellationToken);
    }

    /// <summary>The same for every instance whose id begins so.</summary>
    public static async Task RemoveAllAsync(DurableTaskClient client, string prefix, CancellationToken cancellationToken)
    {
        foreach (var instance in await ListAsync(client, new OrchestrationQuery(InstanceIdPrefix: prefix), cancellationToken))
        {
            await RemoveAsync(client, instance.InstanceId, cancellationToken);
        }
    }

    /// <summary>Removes the instances that ended and were created before a moment; tells how many.</summary>
    public static async Task<int> PurgeEndedAsync(DurableTaskClient client, string prefix, DateTimeOffset? createdBefore, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery(
            CreatedTo: createdBefore,
            Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated],
            InstanceIdPrefix: prefix);
        var purged = 0;
        foreach (var instance in await ListAsync(client, query, cancellationToken))
        {
            purged += (await client.PurgeInstanceAsync(instance.InstanceId, cancellationToken)).PurgedInstanceCount;
        }

        return purged;
    }

    /// <summary>The instances that a query finds, all of them: what is removed while a query runs would confuse its pages.</summary>
    public static async Task<IReadOnlyList<OrchestrationMetadata>> ListAsync(DurableTaskClient client, OrchestrationQuery query, CancellationToken cancellationToken)
    {
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            found.Add(instance);
        }

        return found;
    }
}
