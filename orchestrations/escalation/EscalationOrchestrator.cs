using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Escalations;

/// <summary>
/// Calls people for an emergency, tier after tier, until one acknowledges: lets one activity tell a tier, waits as long as it says or until it hears of an
/// acknowledgement, and begins anew with the next tier. Whether anybody need still be called is the activity's to know.
/// </summary>
public static class EscalationOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Escalation";

    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2.0));

    /// <summary>Tells one tier, waits, and begins anew.</summary>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var call = context.GetInput<TierCall>() ?? throw new InvalidOperationException("An escalation needs to know its case.");
        var acknowledged = context.WaitForExternalEvent<string?>(EscalationCalls.Acknowledged);
        TierReading reading;
        try
        {
            reading = await context.CallActivityAsync<TierReading>(CallTierActivity.Name, call, Retried);
        }
        catch (TaskFailedException)
        {
            await context.CreateTimer(context.CurrentUtcDateTime + AfterTrouble, CancellationToken.None);
            context.ContinueAsNew(call); // An escalation never dies: somebody may be in danger.
            return;
        }

        if (reading.Done)
        {
            return;
        }

        using var patience = new CancellationTokenSource();
        await Task.WhenAny(acknowledged, context.CreateTimer(context.CurrentUtcDateTime + reading.Wait, patience.Token));
        patience.Cancel(); // Not CancelAsync: an orchestrator never leaves its thread.
        context.ContinueAsNew(call with { Tier = call.Tier + 1 });
    }
}

/// <summary>Whom an escalation calls next. Opaque ids only.</summary>
/// <param name="Case">The case.</param>
/// <param name="Round">The round that is being called.</param>
/// <param name="Tier">From 1 up; goes on counting when the list begins anew.</param>
public sealed record TierCall(string Case, int Round, int Tier);

/// <summary>What is to be done after a tier was told.</summary>
/// <param name="Done">Nobody need be told any more.</param>
/// <param name="Wait">How long this tier has to acknowledge.</param>
public sealed record TierReading(bool Done, TimeSpan Wait);
