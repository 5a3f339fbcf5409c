using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

#pragma warning disable CA1849, CA2016, VSTHRD103
public class WrongThreadTests
{
    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task>> s_sins = new()
    {
        ["Task.Run"] = async _ => await Task.Run(() => Thread.Sleep(5)),
        ["Task.Delay"] = async _ => await Task.Delay(5),
        ["Task.Yield"] = async _ => await Task.Yield(),
        ["ConfigureAwait on a durable task"] = async ctx =>
        {
            await ctx.CallActivityAsync("A").ConfigureAwait(false);
            await ctx.CallActivityAsync("A");
        },
        ["ConfigureAwait on a delay"] = async _ => await Task.Delay(5).ConfigureAwait(false),
        ["never"] = async _ => await new TaskCompletionSource().Task,
        ["CancelAsync on a timer"] = async ctx =>
        {
            using CancellationTokenSource cts = new();
            var timer = ctx.CreateTimer(TimeSpan.FromDays(1), cts.Token);
            await cts.CancelAsync();
        },
        ["CancelAsync on an event"] = async ctx =>
        {
            using CancellationTokenSource cts = new();
            var wait = ctx.WaitForExternalEvent<int>("e", cts.Token);
            await cts.CancelAsync();
        },
        ["Task.Delay raced with a durable task"] = async ctx =>
        {
            var winner = await Task.WhenAny(ctx.CreateTimer(TimeSpan.FromDays(9), CancellationToken.None), Task.Delay(20));
        },
        ["Task.Run while an event is awaited"] = async ctx =>
        {
            var wait = ctx.WaitForExternalEvent<int>("e");
            await Task.Run(() => Thread.Sleep(5));
            await wait;
        },
        ["the context on another thread"] = ctx => ctx.WaitForExternalEvent<int>("e").ContinueWith(_ => 0).ContinueWith(_ => 1, TaskScheduler.Default),
    };

    public static TheoryData<string> Sins => [.. s_sins.Keys];

    [Theory]
    [MemberData(nameof(Sins))]
    public async Task Orchestrator_ThatLeavesItsThread_Fails(string sin)
    {
        OrchestrationCatalog catalog = new();
        catalog.AddActivity("A", (_, _) => Task.FromResult<object?>(1));
        catalog.AddOrchestrator("o", async ctx =>
        {
            await s_sins[sin](ctx);
            return 1;
        });
        await using var engine = await EngineHarness.StartAsync(catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        if (sin == "the context on another thread")
            await engine.Client.RaiseEventAsync(id, "e", 1);

        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(InvalidOperationException).FullName, end.FailureDetails!.ErrorType);
        Assert.Contains("An orchestrator may await durable tasks only", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_OfATimer_StaysOnTheThreadAndCancelsIt()
    {
        OrchestrationCatalog catalog = new();
        catalog.AddOrchestrator("o", async ctx =>
        {
            using CancellationTokenSource cts = new();
            var timer = ctx.CreateTimer(TimeSpan.FromDays(1), cts.Token);
            await ctx.WaitForExternalEvent<int>("e");
            cts.Cancel();
            try
            {
                await timer;
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }

            return "fired";
        });
        await using var engine = await EngineHarness.StartAsync(catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.SettleAsync();
        Assert.Equal(1, engine.Engine.Figures.Sleepers);
        await engine.Client.RaiseEventAsync(id, "e", 1);

        Assert.Equal("cancelled", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, engine.Engine.Figures.Sleepers);
    }
}
