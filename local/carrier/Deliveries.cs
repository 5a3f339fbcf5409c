using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Carriers;

/// <summary>
/// Takes texts to their other side when they are due: rings the phone, posts the event. A phone rings at most once for a text, an
/// event is posted at least once, across restarts too.
/// </summary>
internal sealed class Deliveries(Books books, Phones phones, EventPost post, CarrierOptions options, TimeProvider time, ILogger log)
    : IAsyncDisposable
{
    private const string NoError = "No error.";
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>The texts that an earlier carrier left undone; ask before the first start.</summary>
    public IReadOnlyList<CarriedText> Undone() => [.. books.Ledger.All.Where(IsUndone)];

    /// <summary>Starts the text on its way and returns at once.</summary>
    public void Start(CarriedText text)
    {
        var running = RunAsync(text);
        _running[running] = true;
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static bool IsUndone(CarriedText text) =>
        text.Status == TextStatus.Accepted || (!text.Published && (text.WantsReport || text.Direction == TextDirection.FromPhone));

    private async Task RunAsync(CarriedText text)
    {
        if (text.Direction == TextDirection.FromPhone)
        {
            await WaitAsync(post.DrawLateness());
            await PublishAsync(text, SmsEvents.Received(text));
            return;
        }
        await WaitAsync(text.Status == TextStatus.Accepted ? text.DueAt - time.GetUtcNow() : TimeSpan.Zero);
        var rings = Task.CompletedTask;
        if (text.Status == TextStatus.Accepted)
        {
            books.Record(text.Details is null
                ? new JournalEntry.Arrived(text.MessageId, TextStatus.Delivered, NoError)
                : new JournalEntry.Arrived(text.MessageId, TextStatus.Failed, text.Details));
            text = books.Text(text.MessageId);
            if (text.Status == TextStatus.Delivered)
                rings = RingAsync(text);
        }
        if (text.WantsReport)
        {
            await WaitAsync(post.DrawLateness());
            await PublishAsync(text, SmsEvents.DeliveryReport(text));
        }
        await rings;
    }

    // Never goes on at once: the caller may hold a lock, and phones answer. No work is counted meanwhile: waiting is not work.
    private async Task WaitAsync(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, _stopping.Token);
        else
            await Task.Yield();
    }

    private async Task PublishAsync(CarriedText text, JsonObject smsEvent)
    {
        await post.PostAsync(smsEvent, _stopping.Token);
        books.Record(new JournalEntry.Published(text.MessageId));
    }

    private async Task RingAsync(CarriedText text)
    {
        using var work = options.Gauge?.Begin();
        try
        {
            await phones.RingAsync(new PhoneText(text.From, text.To, text.Body, text.MessageId, time.GetUtcNow()), _stopping.Token);
        }
        catch (Exception reason) when (!_stopping.IsCancellationRequested)
        {
            CarrierLog.ListenerFailed(log, text.MessageId, reason.GetType().Name);
        }
    }
}
