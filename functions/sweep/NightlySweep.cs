using System.Globalization;
using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Sweeps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MicroCare.Functions.Sweeps;

/// <summary>Starts the nightly sweep.</summary>
public sealed class NightlySweep(IEngagementSweep sweep, TimeProvider time, ILogger<NightlySweep> log)
{
    /// <summary>One sweep a night: the instance id is the date, so a timer that fires twice starts one.</summary>
    [Function(nameof(NightlySweep))]
    public async Task Run([TimerTrigger("%SweepSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            FunctionsLog.SweepLate(log);
        }

        var night = time.GetUtcNow().UtcDateTime;
        var instance = "sweep-" + night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await client.GetInstanceAsync(instance, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                SweepOrchestrator.Name, new SweepOrder(night, sweep.Shares), new StartOrchestrationOptions(instance), cancellationToken);
        }
    }
}
