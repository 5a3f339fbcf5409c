using MicroCare.Local;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local;

public sealed class WarpClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _wall = new();
    private readonly WorkGauge _gauge = new();
    private readonly WarpClock _clock;

    public WarpClockTests() => _clock = new WarpClock(Start, 1000, _gauge, _wall);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Clock_Idle_RunsAtItsRate()
    {
        Step(TimeSpan.FromMilliseconds(3));

        Assert.Equal(Start + TimeSpan.FromSeconds(3), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(3), _clock.GetElapsedTime(0));
    }

    [Fact]
    public void Clock_WithWorkInFlight_RunsAtTheWallClocksPace()
    {
        using (_gauge.Begin())
            Step(TimeSpan.FromMilliseconds(3));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(3), _clock.GetUtcNow());

        Step(TimeSpan.FromMilliseconds(3));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(3003), _clock.GetUtcNow());
    }

    [Fact]
    public void Clock_Frozen_StandsStillAndDoesNotCatchUp()
    {
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Freeze();
        Assert.Equal(0, Step(TimeSpan.FromSeconds(1)));
        Assert.Equal(Start, _clock.GetUtcNow());

        _clock.Thaw();
        Assert.Equal(1, Step(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Start + TimeSpan.FromSeconds(1), _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rate_NotAboveZero_Throws(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Rate = rate);

    [Fact]
    public async Task Timers_OnTheWay_EachSeeTheirDueInstantInOrder()
    {
        var seen = new List<(int Seconds, DateTimeOffset At)>();
        foreach (var seconds in (int[])[7, 2, 5])
        {
            _clock.CreateTimer(_ =>
            {
                lock (seen)
                    seen.Add((seconds, _clock.GetUtcNow()));
            }, null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        }

        Step(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 10; i++)
        {
            await CallbacksReturnedAsync();
            Step(TimeSpan.Zero);
        }

        Assert.Equal([(2, Start.AddSeconds(2)), (5, Start.AddSeconds(5)), (7, Start.AddSeconds(7))], seen);
        Assert.Equal(Start.AddSeconds(10), _clock.GetUtcNow());
    }

    [Fact]
    public async Task Timer_WhoseCallbackWorks_HoldsTheClockToTheWallsPace()
    {
        using var finish = new ManualResetEventSlim();
        using var timer = _clock.CreateTimer(
            _ => finish.Wait(TimeSpan.FromSeconds(30)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Step(TimeSpan.FromMilliseconds(1));

        Step(TimeSpan.FromMilliseconds(4));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(1004), _clock.GetUtcNow());
        finish.Set();
        await CallbacksReturnedAsync();
        Step(TimeSpan.FromMilliseconds(4));

        Assert.Equal(Start + TimeSpan.FromMilliseconds(5004), _clock.GetUtcNow());
    }

    [Fact]
    public async Task PeriodicTimer_FiresEachPeriodAndStopsWhenDisposed()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(1, Step(TimeSpan.FromMilliseconds(2)));
            await CallbacksReturnedAsync();
        }
        Assert.Equal(Start.AddSeconds(9), _clock.GetUtcNow());

        await timer.DisposeAsync();
        Assert.Equal(0, Step(TimeSpan.FromMilliseconds(10)));
        Assert.Equal(5, fired);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public async Task Timer_DisposedWhileItsCallbackRuns_IsGoneWhenThatHasReturned()
    {
        using var holding = new ManualResetEventSlim();
        using var running = new ManualResetEventSlim();
        var timer = _clock.CreateTimer(
            _ =>
            {
                running.Set();
                holding.Wait();
            },
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Step(TimeSpan.FromMilliseconds(1));
        running.Wait();
        var gone = timer.DisposeAsync();
        Assert.False(gone.IsCompleted);

        holding.Set();
        await gone;
    }

    [Fact]
    public void Timer_Changed_FiresWhenItSaysLast()
    {
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.True(timer.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan));
        Assert.Equal(0, Step(TimeSpan.FromMilliseconds(2)));
        Assert.Equal(1, Step(TimeSpan.FromMilliseconds(2)));
        Assert.Equal(Start.AddSeconds(3), _clock.GetUtcNow());

        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.Equal(1, Step(TimeSpan.Zero));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.Equal(0, _clock.Timers);
        Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(TimeSpan.FromSeconds(-5), TimeSpan.Zero));
    }

    [Fact]
    public void Timer_DueBeyondTheCalendar_WaitsAtItsEnd()
    {
        using var far = _clock.CreateTimer(_ => { }, null, TimeSpan.MaxValue, TimeSpan.MaxValue);
        using var years = _clock.CreateTimer(_ => { }, null, TimeSpan.FromDays(3650), Timeout.InfiniteTimeSpan);

        Assert.Equal(1, Step(TimeSpan.FromDays(4)));

        Assert.Equal(Start.AddDays(3650), _clock.GetUtcNow());
        Assert.Equal(1, _clock.Timers);
    }

    [Fact]
    public void Timers_ManyThousandsSetAndRemoved_LeaveNothing()
    {
        var timers = Enumerable.Range(0, 20_000)
            .Select(i => _clock.CreateTimer(_ => { }, null, TimeSpan.FromDays(1 + i % 97), Timeout.InfiniteTimeSpan)).ToList();
        Assert.Equal(20_000, _clock.Timers);

        timers.ForEach(timer => timer.Dispose());

        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public async Task Delay_OnARunningClock_EndsInAMomentOfRealTime()
    {
        using var clock = new WarpClock(Start, 1_000_000, new WorkGauge());
        clock.Start();

        await Task.Delay(TimeSpan.FromDays(40), clock).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(clock.GetUtcNow() >= Start.AddDays(40));
    }

    private int Step(TimeSpan wall)
    {
        _wall.Advance(wall);
        return _clock.Step();
    }

    private async Task CallbacksReturnedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_gauge.InFlight > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
