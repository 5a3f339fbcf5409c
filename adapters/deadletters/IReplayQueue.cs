using Azure.Storage.Queues;
using MicroCare.Core.Privacy;

namespace MicroCare.Adapters.DeadLetters;

/// <summary>Puts a message back on the queue that it came from.</summary>
public interface IReplayQueue
{
    /// <summary>Sends the message; it is in the queue when this returns.</summary>
    Task SendAsync(string queue, PatientText body, CancellationToken cancellationToken);
}

/// <summary>Azure Storage queues, with messages in base 64 as Event Grid and the Functions host have them.</summary>
public sealed class StorageReplayQueue(QueueServiceClient queues) : IReplayQueue
{
    /// <inheritdoc />
    public async Task SendAsync(string queue, PatientText body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        await queues.GetQueueClient(queue).SendMessageAsync(BinaryData.FromString(body.Words), cancellationToken: cancellationToken);
    }
}

/// <summary>In memory: hands the message to whoever has the queues.</summary>
public sealed class InMemoryReplayQueue : IReplayQueue
{
    /// <summary>Puts a message on the queue of that name. Until it is set, replays fail.</summary>
    public Func<string, PatientText, CancellationToken, Task>? Send { get; set; }

    /// <inheritdoc />
    public Task SendAsync(string queue, PatientText body, CancellationToken cancellationToken) =>
        Send?.Invoke(queue, body, cancellationToken) ?? throw new InvalidOperationException("Nobody has given the queues to replay to.");
}
