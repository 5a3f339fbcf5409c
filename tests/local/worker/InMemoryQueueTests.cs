using MicroCare.Local;
using MicroCare.Local.Worker;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Worker;

public sealed class InMemoryQueueTests
{
    private const string Queue = "letters";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryQueueSource _queues;

    public InMemoryQueueTests() => _queues = new InMemoryQueueSource(_time);

    [Fact]
    public async Task Messages_AreTakenInTheirOrderAndOnce()
    {
        await SendAsync("a", "b", "c");
        Assert.Equal(["a", "b"], await TakeAsync(2));
        Assert.Equal(["c"], await TakeAsync(2));
        Assert.Empty(await TakeAsync(2));
    }

    [Fact]
    public async Task Lease_ThatRanOut_ShowsTheMessageToTheNextWhoseReceiptCounts()
    {
        await SendAsync("a");
        var first = (await ReceiveAsync())!;
        _time.Advance(Lease - TimeSpan.FromTicks(1));
        Assert.Null(await ReceiveAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        var second = (await ReceiveAsync())!;

        Assert.Equal(2, second.Message.DequeueCount);
        Assert.False(await DeleteAsync(first));
        Assert.Null(await HideAsync(first, Lease));
        Assert.True(await DeleteAsync(second));
        Assert.Equal(0, await _queues.CountAsync(Queue, CancellationToken.None));
    }

    [Fact]
    public async Task Lease_RenewedLate_HidesTheMessageAgainThoughItWasShown()
    {
        await SendAsync("a");
        var first = (await ReceiveAsync())!;
        _time.Advance(Lease);
        await _queues.WaitAsync(Queue, Lease, CancellationToken.None); // Looks, and finds it shown.
        Assert.NotNull(await HideAsync(first, Lease));
        Assert.Null(await ReceiveAsync());
        _time.Advance(Lease);
        Assert.Equal(2, (await ReceiveAsync())!.Message.DequeueCount);
        Assert.Null(await ReceiveAsync());
    }

    [Fact]
    public async Task Listener_WaitsUntilTheNextMessageIsVisibleAndNoLonger()
    {
        await SendAsync("a");
        await HideAsync((await ReceiveAsync())!, TimeSpan.FromHours(3));
        await _queues.WaitAsync(Queue, TimeSpan.Zero, CancellationToken.None); // Takes the nudge of the hiding.

        var wait = _queues.WaitAsync(Queue, TimeSpan.FromMilliseconds(100), CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromHours(1));
        await wait.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(await ReceiveAsync());
    }

    [Fact]
    public async Task Nudge_BetweenTwoWaits_IsNotLost()
    {
        _queues.Nudge(Queue);
        await _queues.WaitAsync(Queue, TimeSpan.Zero, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(_queues.WaitAsync(Queue, TimeSpan.Zero, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Gauge_CountsMessagesWhileTheyCanBeTakenOrAreHandled()
    {
        var gauge = new WorkGauge();
        var queues = new InMemoryQueueSource(_time, gauge);
        await queues.ReceiveAsync(Queue, 1, Lease, CancellationToken.None);
        await queues.SendAsync(Queue, BinaryData.FromString("a"), CancellationToken.None);
        Assert.Equal(1, gauge.InFlight);
        var taken = (await queues.ReceiveAsync(Queue, 1, Lease, CancellationToken.None))[0].Message;
        Assert.Equal(1, gauge.InFlight);
        var receipt = await queues.SetVisibilityAsync(Queue, taken.MessageId, taken.PopReceipt, Lease, CancellationToken.None);
        Assert.Equal(0, gauge.InFlight);
        Assert.True(await queues.DeleteAsync(Queue, taken.MessageId, receipt!, CancellationToken.None));
        Assert.Equal(0, gauge.InFlight);
    }

    private async Task SendAsync(params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await _queues.SendAsync(Queue, BinaryData.FromString(body), CancellationToken.None);
        }
    }

    private async Task<IEnumerable<string>> TakeAsync(int most) =>
        (await _queues.ReceiveAsync(Queue, most, Lease, CancellationToken.None)).Select(each => each.Message.Body.ToString());

    private async Task<TakenMessage?> ReceiveAsync() => (await _queues.ReceiveAsync(Queue, 1, Lease, CancellationToken.None)).SingleOrDefault();

    private Task<bool> DeleteAsync(TakenMessage taken) => _queues.DeleteAsync(Queue, taken.Message.MessageId, taken.Message.PopReceipt, CancellationToken.None);

    private Task<string?> HideAsync(TakenMessage taken, TimeSpan away) =>
        _queues.SetVisibilityAsync(Queue, taken.Message.MessageId, taken.Message.PopReceipt, away, CancellationToken.None);
}
