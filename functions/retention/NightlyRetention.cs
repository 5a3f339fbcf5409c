using System.Globalization;
using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Retention;

/// <summary>Starts the nightly removal of what was kept for as long as it may be.</summary>
public sealed class NightlyRetention(IRetention retention, TimeProvider time)
{
    /// <summary>Once a night: the instance id is the date, so a timer that fires twice starts one.</summary>
    [Function(nameof(NightlyRetention))]
    public async Task Run([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var instance = "retention-" + time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await client.GetInstanceAsync(instance, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                RetentionOrchestrator.Name, new RetentionOrder(retention.Shares), new StartOrchestrationOptions(instance), cancellationToken);
        }
    }
}
