using MicroCare.Core.Identity;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Orchestrations.Escalations;

/// <summary>The calling of people for a case, from outside.</summary>
public static class EscalationCalls
{
    /// <summary>The event that makes an escalation look at its case now.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>The instance id of a case's round: it is called once.</summary>
    public static string InstanceOf(EffectKey patientCase, int round) => $"escalation-{patientCase.Value}-{round}";

    /// <summary>Starts the calling, unless it runs; tells whether it did. One that has ended begins anew, and ends at once where nobody need be called.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="patientCase">The case.</param>
    /// <param name="round">The round.</param>
    /// <param name="tier">The tier to begin with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> StartAsync(DurableTaskClient client, EffectKey patientCase, int round, int tier, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var instance = InstanceOf(patientCase, round);
        if (await IsRunningAsync(client, instance, cancellationToken))
        {
            return false;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                EscalationOrchestrator.Name, new TierCall(patientCase.Value, round, tier), new StartOrchestrationOptions(instance), cancellationToken);
            return true;
        }
        catch (Exception)
        {
            // Somebody else may have started it in this moment, which each engine reports in its own way.
            if (await IsRunningAsync(client, instance, cancellationToken))
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Somebody looks after the case, or it is resolved: its escalation need not wait any longer. Where it is gone, nothing happens.</summary>
    public static async Task EndAsync(DurableTaskClient client, EffectKey patientCase, int round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.RaiseEventAsync(InstanceOf(patientCase, round), Acknowledged, null, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // It has ended, or never began: engines refuse the event, each in its own way. One that runs would find out at its next tier.
        }
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, string instance, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false };
}
