using System.Text;
using Azure.Storage.Queues;

namespace MicroCare.Local.Carriers;

/// <summary>Puts events on an Azure storage queue as Event Grid does: base64 of the JSON.</summary>
/// <param name="queue">The queue; it must exist. Its message encoding must be None, its default.</param>
public sealed class StorageQueueSink(QueueClient queue) : IEventSink
{
    /// <inheritdoc/>
    public async Task<string> PutAsync(string json, CancellationToken cancellationToken)
    {
        var receipt = await queue.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)), cancellationToken);
        return receipt.Value.MessageId;
    }
}
