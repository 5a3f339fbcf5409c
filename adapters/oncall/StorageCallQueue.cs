using System.Text.Json;
using Azure.Storage.Queues;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.OnCall;

/// <summary>Hands calls for people over on a storage queue, which begins the escalation within the second.</summary>
public sealed class StorageCallQueue(QueueClient queue) : ICallQueue
{
    /// <summary>The queue's name.</summary>
    public const string Name = "calls";

    /// <inheritdoc />
    public async Task CallAsync(EffectKey patientCase, int round, CancellationToken cancellationToken) =>
        await queue.SendMessageAsync(MessageOf(patientCase, round), cancellationToken);

    /// <summary>A call as it waits on the queue.</summary>
    public static string MessageOf(EffectKey patientCase, int round) => JsonSerializer.Serialize(new CallMessage(patientCase.Value, round), JsonSerializerOptions.Web);
}

/// <summary>A call for people, as it waits on the queue. Opaque ids only.</summary>
/// <param name="Case">The case.</param>
/// <param name="Round">The round.</param>
public sealed record CallMessage(string Case, int Round);
