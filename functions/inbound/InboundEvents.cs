using Azure.Storage.Queues.Models;
using MicroCare.Adapters.Inbound;
using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Inbound;

/// <summary>Takes the carrier's events from the queue that Event Grid delivers to: patients' texts and delivery reports.</summary>
public sealed class InboundEvents(IJourneys journeys)
{
    /// <summary>
    /// Handles every event of the message, each on its own: one that fails does not hold up the others, and makes the message come again, when
    /// those that succeeded are known as repeats.
    /// </summary>
    [Function(nameof(InboundEvents))]
    public async Task Run(
        [QueueTrigger("%InboundQueue%", Connection = "DataStorage")] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var failures = new List<Exception>();
        foreach (var carrierEvent in CarrierEvents.Read(message.Body.ToMemory()))
        {
            try
            {
                var result = carrierEvent switch
                {
                    CarrierEvent.TextArrived arrived => await journeys.ReceiveAsync(arrived.Text, cancellationToken),
                    CarrierEvent.ReportArrived arrived => await journeys.ReportAsync(arrived.Report, cancellationToken),
                    _ => new InboundResult(null, WakeAlarm: false),
                };
                if (result is { WakeAlarm: true, Patient: { } patient })
                {
                    await JourneyAlarm.WakeAsync(client, patient, cancellationToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                failures.Add(fault);
            }
        }

        if (failures.Count > 0)
        {
            throw new InboundFailedException(failures.Count, failures[0].GetType().Name);
        }
    }
}

/// <summary>Events of a message could not be handled. Names kinds of failure only: the causes may hold what a patient wrote.</summary>
public sealed class InboundFailedException(int events, string cause) : Exception($"{events} events of the message could not be handled: {cause}.")
{
    /// <summary>How many.</summary>
    public int Events { get; } = events;

    /// <summary>The first failure's type.</summary>
    public string Cause { get; } = cause;
}
