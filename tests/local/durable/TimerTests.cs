using MicroCare.Local;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Durable;

public class TimerTests
{
    private readonly OrchestrationCatalog _catalog = new();

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    public async Task Timer_InThePast_FiresAtOnce(int hours)
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromHours(hours), CancellationToken.None);
            return 1;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.RunAsync("o")).RuntimeStatus);
    }

    [Fact]
    public async Task Timer_OfFiveYears_FiresOnItsTickAndNotBefore()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CreateTimer(ctx.CurrentUtcDateTime.AddDays(1826), CancellationToken.None);
            return ctx.CurrentUtcDateTime;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.AdvanceAsync(TimeSpan.FromDays(1826) - TimeSpan.FromMilliseconds(1));
        Assert.True((await engine.StatusAsync(id)).IsRunning);

        await engine.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(EngineHarness.Epoch.AddDays(1826).UtcDateTime, (await engine.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timers_OfManyInstances_FireInOrderOfTheirTimes()
    {
        List<int> order = [];
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromMinutes(ctx.GetInput<int>()), CancellationToken.None);
            order.Add(ctx.GetInput<int>());
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog, change: o => o.MaxConcurrentTurns = 1);
        foreach (var minutes in new[] { 7, 3, 9, 1, 5, 8, 2, 6, 4 })
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", minutes);

        await engine.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Equal([1, 2, 3, 4], order);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(Enumerable.Range(1, 9), order);
    }

    [Fact]
    public async Task Timer_LeftOpenByTheOrchestrator_KeepsItRunningUntilItFires()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var timer = ctx.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
            var arrival = ctx.WaitForExternalEvent<int>("e");
            return await Task.WhenAny(timer, arrival) == arrival;
        });
        using Logs logs = new();
        FakeTimeProvider time = new(EngineHarness.Epoch);
        WorkGauge gauge = new();
        await using DurableEngine engine = new(_catalog, new InMemoryDurableStore(), new() { Gauge = gauge }, time, logs);
        await engine.StartAsync(default);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.Client.RaiseEventAsync(id, "e", 1);
        Assert.True((await engine.Client.GetInstanceAsync(id))!.IsRunning);
        Assert.Contains(logs.All, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("left 1 timers", StringComparison.Ordinal));

        await EngineHarness.UntilAsync(() => gauge.InFlight == 0);
        time.Advance(TimeSpan.FromDays(2));

        Assert.True((await engine.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task StartAt_InTheFuture_SleepsAndKeepsEventsUntilThen()
    {
        _catalog.AddOrchestrator("o", async ctx => (ctx.CurrentUtcDateTime, await ctx.WaitForExternalEvent<int>("e")).ToString());
        InMemoryDurableStore store = new();
        FakeTimeProvider time = new(EngineHarness.Epoch);
        var id = "later";
        await using (var first = await EngineHarness.StartAsync(_catalog, store, time))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("o", null, new StartOrchestrationOptions(id, EngineHarness.Epoch.AddDays(90)));
            await first.Client.RaiseEventAsync(id, "e", 5);
            Assert.Equal(OrchestrationRuntimeStatus.Pending, (await first.StatusAsync(id)).RuntimeStatus);
        }

        await using var second = await EngineHarness.StartAsync(_catalog, store, time);
        Assert.Equal(1, second.Engine.Figures.Sleepers);
        await second.AdvanceAsync(TimeSpan.FromDays(89));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await second.StatusAsync(id)).RuntimeStatus);
        await second.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal((EngineHarness.Epoch.AddDays(90).UtcDateTime, 5).ToString(), (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
