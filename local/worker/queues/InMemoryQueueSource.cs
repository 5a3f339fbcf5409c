using System.Collections.Concurrent;
using System.Globalization;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>Queues in memory, with the visibility rules of the real ones.</summary>
public sealed class InMemoryQueueSource(TimeProvider time) : IQueueSource
{
    private readonly ConcurrentDictionary<string, List<Held>> _queues = new(StringComparer.Ordinal);
    private readonly QueueNudges _nudges = new(time);
    private long _numbers;

    /// <inheritdoc />
    public event Action<string, string>? Settled;

    /// <inheritdoc />
    public Task EnsureAsync(string queue, CancellationToken cancellationToken)
    {
        Queue(queue);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<string> SendAsync(string queue, BinaryData body, CancellationToken cancellationToken)
    {
        var held = new Held(Number(), body) { Visible = time.GetUtcNow() };
        var list = Queue(queue);
        lock (list)
        {
            list.Add(held);
        }

        Nudge(queue);
        return Task.FromResult(held.Id);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var list = Queue(queue);
        lock (list)
        {
            var taken = list.Where(held => held.Visible <= now).Take(most).ToList();
            foreach (var held in taken)
            {
                held.Visible = now + lease;
                held.Receipt = Number();
                held.Dequeued++;
            }

            return Task.FromResult<IReadOnlyList<QueueMessage>>(
                [.. taken.Select(held => QueuesModelFactory.QueueMessage(held.Id, held.Receipt, held.Body, held.Dequeued, held.Visible))]);
        }
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string queue, string messageId, string popReceipt, CancellationToken cancellationToken)
    {
        var list = Queue(queue);
        lock (list)
        {
            return Task.FromResult(list.RemoveAll(held => held.Id == messageId && held.Receipt == popReceipt) == 1);
        }
    }

    /// <inheritdoc />
    public Task<string?> SetVisibilityAsync(
        string queue, string messageId, string popReceipt, TimeSpan invisible, CancellationToken cancellationToken)
    {
        var list = Queue(queue);
        lock (list)
        {
            if (list.Find(held => held.Id == messageId && held.Receipt == popReceipt) is not { } found)
            {
                return Task.FromResult<string?>(null);
            }

            found.Visible = time.GetUtcNow() + invisible;
            found.Receipt = Number();
            return Task.FromResult<string?>(found.Receipt);
        }
    }

    /// <inheritdoc />
    public Task<int> CountAsync(string queue, CancellationToken cancellationToken)
    {
        var list = Queue(queue);
        lock (list)
        {
            return Task.FromResult(list.Count);
        }
    }

    /// <inheritdoc />
    public void Nudge(string queue) => _nudges.Nudge(queue);

    /// <inheritdoc />
    public Task WaitAsync(string queue, TimeSpan most, CancellationToken cancellationToken) => _nudges.WaitAsync(queue, most, cancellationToken);

    /// <inheritdoc />
    public void TellSettled(string queue, string messageId) => Settled?.Invoke(queue, messageId);

    private List<Held> Queue(string name) => _queues.GetOrAdd(name, static _ => []);

    private string Number() => Interlocked.Increment(ref _numbers).ToString(CultureInfo.InvariantCulture);

    private sealed class Held(string id, BinaryData body)
    {
        public string Id => id;

        public BinaryData Body => body;

        public string Receipt { get; set; } = "";

        public int Dequeued { get; set; }

        public DateTimeOffset Visible { get; set; }
    }
}
