using MicroCare.Local.Durable;
using Microsoft.DurableTask;

namespace MicroCare.Tests.Local.Durable;

#pragma warning disable CA1849
public class EventTests
{
    private readonly OrchestrationCatalog _catalog = new();

    [Fact]
    public async Task Event_ThatCameBeforeItsWaiter_IsKeptWithoutRegardToCase()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.WaitForExternalEvent<int>("gate");
            return await ctx.WaitForExternalEvent<int>("VALUE") + (10 * await ctx.WaitForExternalEvent<int>("value"));
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.Client.RaiseEventAsync(id, "Value", 1);
        await engine.Client.RaiseEventAsync(id, "vAlue", 2);
        await engine.Client.RaiseEventAsync(id, "GATE", 0);

        Assert.Equal(21, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Waiters_OfOneName_AreServedNewestFirst()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var older = ctx.WaitForExternalEvent<int>("e");
            var newer = ctx.WaitForExternalEvent<int>("e");
            return $"{await newer},{await older}";
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.Client.RaiseEventAsync(id, "e", 1);
        await engine.Client.RaiseEventAsync(id, "e", 2);

        Assert.Equal("1,2", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiter_ThatWasCancelled_DoesNotSwallow()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var timedOut = false;
            try
            {
                await ctx.WaitForExternalEvent<int>("e", TimeSpan.FromHours(1));
            }
            catch (OperationCanceledException)
            {
                timedOut = true;
            }

            await ctx.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return timedOut ? await ctx.WaitForExternalEvent<int>("e") : -1;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        await engine.Client.RaiseEventAsync(id, "e", 7);
        await engine.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(7, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Wait_WithTimeout_EndsWithTheEventAndCancelsTheTimer()
    {
        _catalog.AddOrchestrator("o", async ctx => await ctx.WaitForExternalEvent<string>("e", TimeSpan.FromDays(30)));
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.Client.RaiseEventAsync(id, "e", "yes");

        Assert.Equal("yes", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, engine.Engine.Figures.Sleepers);
    }

    [Fact]
    public async Task Waiters_OfOneNameAndTwoTypes_AreRefused()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var first = ctx.WaitForExternalEvent<int>("e");
            await ctx.WaitForExternalEvent<string>("e");
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);

        Assert.Equal(typeof(ArgumentException).FullName, (await engine.RunAsync("o")).FailureDetails!.ErrorType);
    }

    [Theory]
    [InlineData(true, 12345)]
    [InlineData(false, 5)]
    public async Task Events_DuringAnActivityThatContinuesAsNew_AreCarriedOverInOrder(bool preserve, int expected)
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource entered = new();
        _catalog.AddActivity("Slow", async (_, _) =>
        {
            entered.SetResult();
            await release.Task;
            return null;
        });
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var sum = ctx.GetInput<int?>();
            if (sum is null)
            {
                await ctx.CallActivityAsync("Slow");
                ctx.ContinueAsNew(0, preserve);
                return null;
            }

            // One event an execution: what is left over is carried on each time.
            var next = (sum.Value * 10) + await ctx.WaitForExternalEvent<int>("e");
            if (next % 10 == 5)
                return next;
            ctx.ContinueAsNew(next);
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await entered.Task;
        for (var i = 1; i <= 4; i++)
            await engine.Client.RaiseEventAsync(id, "e", i);
        release.SetResult();
        await engine.SettleAsync();
        await engine.Client.RaiseEventAsync(id, "E", 5);

        Assert.Equal(expected, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_WithoutAWait_IsCommittedNowAndThen()
    {
        _catalog.AddOrchestrator("o", ctx =>
        {
            var n = ctx.GetInput<int>();
            if (n < 100)
                ctx.ContinueAsNew(n + 1);
            return Task.FromResult<object?>(n);
        });
        InMemoryDurableStore store = new();
        await using var engine = await EngineHarness.StartAsync(_catalog, store);

        Assert.Equal(100, (await engine.RunAsync("o", 0)).ReadOutputAs<int>());
        Assert.InRange(store.Commits, 6, 10);
    }

    [Fact]
    public async Task RaiseEvent_ToNobodyOrToTheEnded_IsRefused()
    {
        _catalog.AddOrchestrator("o", _ => Task.FromResult<object?>(null));
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var end = await engine.RunAsync("o");

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RaiseEventAsync("nobody", "e"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RaiseEventAsync(end.InstanceId, "e"));
    }

    [Fact]
    public async Task SendEvent_BetweenInstances_ArrivesOnceInOrder()
    {
        _catalog.AddOrchestrator("sender", ctx =>
        {
            for (var i = 0; i < 20; i++)
                ctx.SendEvent("receiver", "e", i);
            ctx.SendEvent("nobody", "e", 0);
            return Task.FromResult<object?>(null);
        });
        _catalog.AddOrchestrator("receiver", async ctx =>
        {
            List<int> got = [];
            while (got.Count < 20)
                got.Add(await ctx.WaitForExternalEvent<int>("e"));
            return got;
        });
        InMemoryDurableStore store = new();
        await using var engine = await EngineHarness.StartAsync(_catalog, store);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("receiver", new StartOrchestrationOptions("receiver"));
        var sender = await engine.RunAsync("sender");

        Assert.Equal(Enumerable.Range(0, 20), (await engine.EndOfAsync("receiver")).ReadOutputAs<List<int>>()!);
        await engine.SettleAsync();
        Assert.Equal(0, (await store.LoadAsync(sender.InstanceId, default))!.Header.Wake);
    }
}
