using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>Queues of an Azure Storage account, or of Azurite.</summary>
public sealed class AzureQueueSource(QueueServiceClient service, TimeProvider time) : IQueueSource
{
    private readonly ConcurrentDictionary<string, QueueClient> _queues = new(StringComparer.Ordinal);
    private readonly QueueNudges _nudges = new(time);

    /// <inheritdoc />
    public event Action<string, string>? Settled;

    /// <inheritdoc />
    public Task EnsureAsync(string queue, CancellationToken cancellationToken) => Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async Task<string> SendAsync(string queue, BinaryData body, CancellationToken cancellationToken)
    {
        var receipt = await Queue(queue).SendMessageAsync(body, cancellationToken: cancellationToken);
        return receipt.Value.MessageId;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int most, TimeSpan lease, CancellationToken cancellationToken) =>
        (await Queue(queue).ReceiveMessagesAsync(most, lease, cancellationToken)).Value;

    /// <inheritdoc />
    public async Task<bool> DeleteAsync(string queue, string messageId, string popReceipt, CancellationToken cancellationToken)
    {
        try
        {
            await Queue(queue).DeleteMessageAsync(messageId, popReceipt, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 400)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<string?> SetVisibilityAsync(
        string queue, string messageId, string popReceipt, TimeSpan invisible, CancellationToken cancellationToken)
    {
        try
        {
            var receipt = await Queue(queue).UpdateMessageAsync(messageId, popReceipt, visibilityTimeout: invisible, cancellationToken: cancellationToken);
            return receipt.Value.PopReceipt;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 400)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<int> CountAsync(string queue, CancellationToken cancellationToken) =>
        (await Queue(queue).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;

    /// <inheritdoc />
    public void Nudge(string queue) => _nudges.Nudge(queue);

    /// <inheritdoc />
    public Task WaitAsync(string queue, TimeSpan most, CancellationToken cancellationToken) => _nudges.WaitAsync(queue, most, cancellationToken);

    /// <inheritdoc />
    public void TellSettled(string queue, string messageId) => Settled?.Invoke(queue, messageId);

    private QueueClient Queue(string name) => _queues.GetOrAdd(name, service.GetQueueClient);
}
