using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>Queues of an Azure Storage account, or of Azurite.</summary>
/// <param name="service">The account's queues, with messages as they are (no encoding).</param>
/// <param name="base64">Whether messages are in base 64, as Event Grid and the Functions host have them.</param>
/// <param name="time">The clock of polling and leases.</param>
public sealed class AzureQueueSource(QueueServiceClient service, bool base64, TimeProvider time) : IQueueSource
{
    private readonly ConcurrentDictionary<string, QueueClient> _queues = new(StringComparer.Ordinal);
    private readonly QueueNudges _nudges = new(time);

    /// <inheritdoc />
    public event Action<string, string>? Settled;

    /// <inheritdoc />
    public TimeProvider Time => time;

    /// <inheritdoc />
    public Task EnsureAsync(string queue, CancellationToken cancellationToken) => Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async Task<string> SendAsync(string queue, BinaryData body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var raw = base64 ? BinaryData.FromString(Convert.ToBase64String(body.ToMemory().Span)) : body;
        var receipt = await Queue(queue).SendMessageAsync(raw, cancellationToken: cancellationToken);
        Nudge(queue);
        return receipt.Value.MessageId;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TakenMessage>> ReceiveAsync(string queue, int most, TimeSpan lease, CancellationToken cancellationToken) =>
        Array.ConvertAll((await Queue(queue).ReceiveMessagesAsync(most, lease, cancellationToken)).Value, Decode);

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

    private TakenMessage Decode(QueueMessage raw)
    {
        if (!base64)
        {
            return new TakenMessage(raw);
        }

        var text = raw.Body.ToString();
        var decoded = new byte[text.Length];
        return Convert.TryFromBase64String(text, decoded, out var length)
            ? new TakenMessage(QueuesModelFactory.QueueMessage(
                raw.MessageId, raw.PopReceipt, BinaryData.FromBytes(decoded.AsMemory(0, length)), raw.DequeueCount, raw.NextVisibleOn, raw.InsertedOn, raw.ExpiresOn))
            : new TakenMessage(raw, IsReadable: false);
    }

    private QueueClient Queue(string name) => _queues.GetOrAdd(name, service.GetQueueClient);
}
