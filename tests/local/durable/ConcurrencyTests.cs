using System.Collections.Concurrent;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public class ConcurrencyTests
{
    [Fact]
    public async Task ThousandInstances_AtOnce_AreNeverOnTwoThreads()
    {
        ConcurrentDictionary<string, int> inside = new();
        var overlaps = 0;
        OrchestrationCatalog catalog = new();
        catalog.AddActivity("Add", (call, _) => Task.FromResult<object?>((int)call.GetInput(typeof(int))! + 1));
        catalog.AddOrchestrator("o", async ctx =>
        {
            void Touch()
            {
                if (inside.AddOrUpdate(ctx.InstanceId, 1, (_, n) => n + 1) != 1)
                    Interlocked.Increment(ref overlaps);
                Thread.SpinWait(2000);
                inside.AddOrUpdate(ctx.InstanceId, 0, (_, n) => n - 1);
            }

            var sum = 0;
            for (var i = 0; i < 4; i++)
            {
                Touch();
                var added = ctx.CallActivityAsync<int>("Add", sum);
                Touch();
                sum = await added + await ctx.WaitForExternalEvent<int>("e");
                Touch();
            }

            return sum;
        });
        await using var engine = await EngineHarness.StartAsync(catalog, change: o =>
        {
            o.MaxConcurrentTurns = 32;
            o.CachedInstances = 300;
        });
        var ids = Enumerable.Range(0, 1000).Select(i => $"i{i}").ToList();

        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions(id));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => engine.Client.RaiseEventAsync(id, "e", 10)));
        })));
        var ends = await Task.WhenAll(ids.Select(engine.EndOfAsync));

        Assert.All(ends, end => Assert.Equal(44, end.ReadOutputAs<int>()));
        Assert.Equal(0, overlaps);
        Assert.InRange(engine.Engine.Figures.Cached, 0, 300);
        Assert.Equal(4000, engine.Engine.Figures.Activities);
    }

    [Fact]
    public async Task Activities_BeyondTheBound_WaitTheirTurn()
    {
        var (now, most) = (0, 0);
        OrchestrationCatalog catalog = new();
        catalog.AddActivity("A", async (_, _) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return null;
        });
        catalog.AddOrchestrator("o", async ctx =>
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ctx.CallActivityAsync("A")));
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(catalog, change: o => o.MaxConcurrentActivities = 3);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.RunAsync("o")).RuntimeStatus);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Gauge_CountsWorkUnderWayAndNoSleepers()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OrchestrationCatalog catalog = new();
        catalog.AddActivity("Slow", async (_, _) =>
        {
            await release.Task;
            return null;
        });
        catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CallActivityAsync("Slow");
            await ctx.WaitForExternalEvent<int>("never");
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(catalog);
        for (var i = 0; i < 5; i++)
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await EngineHarness.UntilAsync(() => engine.Gauge.InFlight == 5);

        release.SetResult();
        await engine.SettleAsync();

        Assert.Equal(5, engine.Engine.Figures.Activities);
    }

    [Fact]
    public async Task Logs_OfAStoryWithFailures_HoldNoPayload()
    {
        const string Canary = "canary-5551234567";
        OrchestrationCatalog catalog = new();
        catalog.AddActivity("Fail", (call, _) => throw new FormatException($"{call.GetInput(typeof(string))}"));
        catalog.AddOrchestrator("o", async ctx =>
        {
            ctx.SetCustomStatus(Canary);
            var heard = await ctx.WaitForExternalEvent<string>("e");
            return await ctx.CallActivityAsync<string>("Fail", heard + ctx.GetInput<string>());
        });
        using Logs logs = new();
        var number = 0;
        FaultyStore store = new(new InMemoryDurableStore(), (_, _) => Interlocked.Increment(ref number) % 3 == 0 ? Fault.After : Fault.None);
        await using DurableEngine engine = new(catalog, store, new(), TimeProvider.System, logs);
        await engine.StartAsync(default);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", Canary);
        await engine.Client.RaiseEventAsync(id, "e", Canary);
        var end = await engine.Client.WaitForInstanceCompletionAsync(id, true);

        Assert.Contains(Canary, end.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(logs.All, line => line.Contains(id, StringComparison.Ordinal));
        Assert.DoesNotContain(logs.All, line => line.Contains("canary", StringComparison.Ordinal));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
            seen = Interlocked.CompareExchange(ref target, value, seen) is var before && before == seen ? value : before;
    }
}
