using System.Collections.Concurrent;

namespace MicroCare.Local.Durable;

/// <summary>Takes stored messages from instance to instance and tells the sender when each is stored at the receiver.</summary>
internal sealed class Postman(Action<string, Mail> post, WorkGauge? gauge, CancellationToken stopped)
{
    private readonly ConcurrentDictionary<(string Sender, string Generation, long Number), bool> _underWay = [];

    /// <summary>Sends what is in the outbox and not under way yet, in order.</summary>
    public void Collect(InstanceState state)
    {
        foreach (var message in state.Outbox)
        {
            var key = (state.Id, state.Generation, message.Number);
            if (!_underWay.TryAdd(key, true))
                continue;

            Reply reply = new();
            post(message.To, new Mail.FromInstance(state.Id, state.Name, state.Generation, message, reply));
            _ = ConfirmAsync(key, reply, gauge?.Begin());
        }
    }

    /// <summary>Forgets a message whose removal from the outbox is stored; before that a turn could still see it, and send it again.</summary>
    public void Forget(string senderId, Mail.Delivered delivered) => _underWay.TryRemove((senderId, delivered.Generation, delivered.Number), out _);

    private async Task ConfirmAsync((string Sender, string Generation, long Number) key, Reply reply, IDisposable? work)
    {
        using (work)
        {
            await reply.Task.WaitAsync(stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (reply.Task.IsCompletedSuccessfully && !stopped.IsCancellationRequested)
                post(key.Sender, new Mail.Delivered(key.Generation, key.Number));
        }
    }
}
