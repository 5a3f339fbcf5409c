using Azure.Storage.Queues.Models;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace MicroCare.Functions.Inbound;

/// <summary>Keeps what could not be handled in five tries where an operator sees it and can send it round again.</summary>
public sealed class InboundPoison(IDeadLetters letters, IConfiguration configuration, TimeProvider time, ILogger<InboundPoison> log)
{
    /// <summary>Keeps the message, then reports it.</summary>
    [Function(nameof(InboundPoison))]
    public async Task Run([QueueTrigger("%InboundQueue%-poison", Connection = "DataStorage")] QueueMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var queue = configuration["InboundQueue"] ?? throw new InvalidOperationException("The setting InboundQueue is missing.");
        await letters.KeepAsync(message.MessageId, queue, new PatientText(message.Body.ToString()), time.GetCurrentInstant(), cancellationToken);
        FunctionsLog.DeadLetter(log, queue, message.MessageId);
    }
}
