using Azure.Storage.Queues.Models;
using MicroCare.Adapters.OnCall;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace MicroCare.Functions.DeadLetters;

/// <summary>Keeps what could not be handled in five tries where an operator sees it and can send it round again.</summary>
public sealed class PoisonMessages(IDeadLetters letters, IConfiguration configuration, TimeProvider time, ILogger<PoisonMessages> log)
{
    /// <summary>Keeps an event of the carrier's, then reports it.</summary>
    [Function("InboundPoison")]
    public Task Inbound([QueueTrigger("%InboundQueue%-poison", Connection = "DataStorage")] QueueMessage message, CancellationToken cancellationToken) =>
        KeepAsync(message, configuration["InboundQueue"] ?? throw new InvalidOperationException("The setting InboundQueue is missing."), cancellationToken);

    /// <summary>Keeps a call for people, then reports it; the watch over escalations makes good for it meanwhile.</summary>
    [Function("CallsPoison")]
    public Task Calls([QueueTrigger(StorageCallQueue.Name + "-poison", Connection = "DataStorage")] QueueMessage message, CancellationToken cancellationToken) =>
        KeepAsync(message, StorageCallQueue.Name, cancellationToken);

    private async Task KeepAsync(QueueMessage message, string queue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        await letters.KeepAsync(message.MessageId, queue, new PatientText(message.Body.ToString()), time.GetCurrentInstant(), cancellationToken);
        FunctionsLog.DeadLetter(log, queue, message.MessageId);
    }
}
