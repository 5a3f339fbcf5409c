using System.Text.Json;
using Azure.Storage.Queues.Models;
using MicroCare.Adapters.OnCall;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Escalations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Functions.Escalations;

/// <summary>Begins the calling of people for emergencies, and looks after it.</summary>
public sealed class EscalationFunctions(ICaseBoard cases, TimeProvider time, ILogger<EscalationFunctions> log)
{
    private static readonly Duration Started = Duration.FromMinutes(10);

    /// <summary>Begins an escalation; the same message twice begins one.</summary>
    [Function("StartEscalation")]
    public static async Task Start(
        [QueueTrigger(StorageCallQueue.Name, Connection = "DataStorage")] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var call = JsonSerializer.Deserialize<CallMessage>(message.Body.ToMemory().Span, JsonSerializerOptions.Web) ?? throw new JsonException("A call names a case and a round.");
        await EscalationCalls.StartAsync(client, new EffectKey(call.Case), call.Round, tier: 1, cancellationToken);
    }

    /// <summary>
    /// Looks for emergencies that nobody has acknowledged and nobody is being called for, whatever was lost: a message, an instance, a task hub. The calling goes on
    /// with the tier that was not told yet.
    /// </summary>
    [Function("WatchEscalations")]
    public async Task Watch([TimerTrigger("%EscalationWatchSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        _ = timer;
        foreach (var (_, _, one) in await cases.EmergenciesAsync(time.GetCurrentInstant() - Started, cancellationToken))
        {
            if (await EscalationCalls.StartAsync(client, one.Id, one.Round, one.TiersTold + 1, cancellationToken))
            {
                FunctionsLog.EscalationLost(log, one.Id.Value, one.Round);
            }
        }
    }
}
