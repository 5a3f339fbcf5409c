using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Journeys;

/// <summary>
/// A patient's alarm clock, eternal by ContinueAsNew: sleeps until the next wake or until it is called, then lets one activity do whatever is
/// due. It decides nothing, so a deployment can change every rule without breaking the replay of a sleeping patient.
/// </summary>
public static class JourneyOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Journey";

    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(15);

    private static readonly TaskOptions Ring = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2.0, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>Sleeps, rings once, and begins anew.</summary>
    [Function(Name)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var alarm = context.GetInput<AlarmSetting>() ?? throw new InvalidOperationException("An alarm needs to know whose it is.");

        var called = context.WaitForExternalEvent<string?>(JourneyAlarm.Reschedule);
        if (alarm.Wake is { } wake)
        {
            using var sleep = new CancellationTokenSource();
            await Task.WhenAny(called, context.CreateTimer(wake, sleep.Token));
            sleep.Cancel(); // Not CancelAsync: an orchestrator never leaves its thread.
        }
        else
        {
            await called;
        }

        // A call that comes from here on may concern something that the activity has not seen: it must ring again.
        var calledBefore = called.IsCompleted;
        DateTime? next;
        try
        {
            var setting = await context.CallActivityAsync<AlarmSetting>(RingActivity.Name, alarm.Patient, Ring);
            if (setting.Gone)
            {
                return; // The patient was erased. A call that came just before may have set this alarm anew.
            }

            next = setting.Wake;
        }
        catch (TaskFailedException)
        {
            next = context.CurrentUtcDateTime + AfterTrouble; // An alarm never dies: a patient depends on it.
        }

        if (!calledBefore && called.IsCompleted)
        {
            next = context.CurrentUtcDateTime;
        }

        context.ContinueAsNew(alarm with { Wake = next });
    }
}
