using MicroCare.Local.Worker;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Worker;

public sealed class TimerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 7, 7, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTimerMonitor _monitor = new();
    private readonly Minutes _minutes = new();

    [Fact]
    public async Task Timer_AtEachOccurrence_RunsOnceAndTellsItsStatus()
    {
        await using var host = await StartAsync(typeof(Daily));

        _time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        await host.IdleAsync();
        Assert.Empty(host.Recorder.All);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await host.IdleAsync();
        _time.Advance(TimeSpan.FromDays(1));
        await host.IdleAsync();

        Assert.Equal(
            [
                "at 2026-03-07 07:30, last never, next 2026-03-07 07:30",
                "at 2026-03-08 07:30, last 2026-03-07 07:30, next 2026-03-08 07:30",
            ],
            host.Recorder.All);
    }

    [Fact]
    public async Task Timer_AcrossDaylightSaving_KeepsItsHourInUtc()
    {
        // The United States went over to daylight saving time on 8 March, Europe on 29 March 2026.
        await using var host = await StartAsync(typeof(Daily));
        for (var day = 0; day < 30; day++)
        {
            _time.Advance(TimeSpan.FromHours(12));
            await host.IdleAsync();
            _time.Advance(TimeSpan.FromHours(12));
            await host.IdleAsync();
        }

        Assert.Equal(30, host.Recorder.All.Count);
        Assert.Equal(30, host.Recorder.All.Select(line => line.Split(", next ")[1]).Distinct().Count(next => next.EndsWith(" 07:30", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Timer_WhenTheClockLeapsOverSeveral_RunsOnceAndGoesOn()
    {
        await using var host = await StartAsync(typeof(Daily));
        _time.Advance(TimeSpan.FromDays(3));
        await host.IdleAsync();
        Assert.Single(host.Recorder.All);
        _time.Advance(TimeSpan.FromMinutes(30));
        await host.IdleAsync();
        Assert.Equal(2, host.Recorder.All.Count);
        Assert.StartsWith("at 2026-03-10 07:30", host.Recorder.All[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_AfterMonths_RunsAtItsDay()
    {
        await using var host = await StartAsync(typeof(Yearly));
        for (var day = 0; day < 298; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
        }

        await host.IdleAsync();
        Assert.Empty(host.Recorder.All);
        _time.Advance(TimeSpan.FromDays(2));
        await TestHost.UntilAsync(() => host.Recorder.All.Count > 0);
        await host.IdleAsync();
        Assert.Equal(["ran"], host.Recorder.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_StartedAfterADowntime_MakesUpOnceForWhatWasMissed(bool missed)
    {
        await using (await StartAsync(typeof(Daily)))
        {
        }

        _time.Advance(missed ? TimeSpan.FromDays(3) : TimeSpan.FromMinutes(29));
        await using var host = await StartAsync(typeof(Daily));
        await host.IdleAsync();

        Assert.Equal(missed ? ["at 2026-03-10 07:00, last never, next 2026-03-07 07:30, past due"] : [], host.Recorder.All);
        _time.Advance(TimeSpan.FromMinutes(30));
        await host.IdleAsync();
        Assert.Equal(missed ? 2 : 1, host.Recorder.All.Count);
        Assert.DoesNotContain("past due", host.Recorder.All[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_StartedWithAnotherSchedule_FollowsItAndIsNotPastDue()
    {
        await using (await StartAsync(typeof(Daily)))
        {
        }

        _time.Advance(TimeSpan.FromHours(2));
        await using var host = await StartAsync(typeof(Daily), schedule: "0 0 8 * * *");
        await host.IdleAsync();

        Assert.Empty(host.Recorder.All);
        _time.Advance(TimeSpan.FromHours(23));
        await host.IdleAsync();
        Assert.Equal("at 2026-03-08 08:00, last never, next 2026-03-08 08:00", Assert.Single(host.Recorder.All));
    }

    [Fact]
    public async Task Timer_ThatTakesLongerThanItsInterval_RunsNextRightAfterAndNeverTwiceAtOnce()
    {
        await using var host = await StartAsync(typeof(Slow));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("in", await host.Recorder.NextAsync());
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Single(host.Recorder.All);

        _minutes.Pass.Release();
        Assert.Equal("in", await host.Recorder.NextAsync());
        _minutes.Pass.Release();
        await host.IdleAsync();

        Assert.Equal(2, host.Recorder.All.Count);
    }

    [Fact]
    public async Task Timer_ThatFails_RunsAgainAtItsNextOccurrence()
    {
        await using var host = await StartAsync(typeof(Failing));
        for (var minute = 1; minute <= 3; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await host.IdleAsync();
            Assert.Equal(minute, host.Recorder.All.Count);
        }
    }

    [Fact]
    public async Task Timer_RunOnStartupAndUnmonitored_RunsAtOnceWithoutAStatus()
    {
        await using var host = await StartAsync(typeof(AtStart));
        await host.IdleAsync();
        Assert.Equal(["no status"], host.Recorder.All);
    }

    private Task<TestHost> StartAsync(Type functions, string schedule = "0 30 7 * * *") => TestHost.StartAsync(functions, options =>
    {
        options.Time = _time;
        options.Settings["DailySchedule"] = schedule;
        options.Services += services => services.AddSingleton<ITimerMonitor>(_monitor).AddSingleton(_minutes);
    });

    public sealed class Minutes
    {
        public SemaphoreSlim Pass { get; } = new(0);
    }

    public sealed class Daily(Recorder recorder, TimeProvider time)
    {
        [Function("Daily")]
        public void Run([TimerTrigger("%DailySchedule%")] TimerInfo timer)
        {
            var status = timer.ScheduleStatus!;
            Assert.Equal(DateTimeKind.Utc, status.Next.Kind);
            var last = status.Last == default ? "never" : $"{status.Last:yyyy-MM-dd HH:mm}";
            recorder.Note($"at {time.GetUtcNow():yyyy-MM-dd HH:mm}, last {last}, next {status.Next:yyyy-MM-dd HH:mm}{(timer.IsPastDue ? ", past due" : "")}");
        }
    }

    public sealed class Yearly(Recorder recorder)
    {
        [Function("Yearly")]
        public void Run([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => recorder.Note("ran");
    }

    public sealed class Slow(Recorder recorder, Minutes minutes)
    {
        [Function("Slow")]
        public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            recorder.Note("in");
            await minutes.Pass.WaitAsync();
        }
    }

    public sealed class Failing(Recorder recorder)
    {
        [Function("Failing")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            recorder.Note("tried");
            throw new InvalidOperationException();
        }
    }

    public sealed class AtStart(Recorder recorder)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
            recorder.Note(timer.ScheduleStatus is null && !timer.IsPastDue ? "no status" : "status");
    }
}
