using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public class ReplayTests
{
    private static OrchestrationCatalog Catalog(Func<TaskOrchestrationContext, Task<object?>> run)
    {
        OrchestrationCatalog catalog = new();
        catalog.AddOrchestrator("o", run);
        catalog.AddOrchestrator("child", _ => Task.FromResult<object?>(1));
        catalog.AddActivity("A", (_, _) => Task.FromResult<object?>(1));
        catalog.AddActivity("B", (_, _) => Task.FromResult<object?>(2));
        return catalog;
    }

    [Fact]
    public async Task Replay_OfPlayedTurns_SeesTheSameTimesGuidsAndResults()
    {
        List<string> seen = [];
        var catalog = Catalog(async ctx =>
        {
            List<string> mine = [];
            for (var i = 0; i < 3; i++)
            {
                mine.Add($"{ctx.CurrentUtcDateTime:o} {ctx.NewGuid()} {ctx.NewGuid()}");
                if (!ctx.IsReplaying)
                    seen.Add(mine[^1]);
                await ctx.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            }

            return mine;
        });
        await using var engine = await EngineHarness.StartAsync(catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        for (var i = 0; i < 3; i++)
            await engine.AdvanceAsync(TimeSpan.FromHours(1));

        var end = await engine.EndOfAsync(id);

        Assert.Equal(3, seen.Count);
        Assert.Equal(6, seen.SelectMany(line => line.Split(' ')[1..]).Distinct().Count());
        Assert.Equal(seen, end.ReadOutputAs<List<string>>());
    }

    /// <summary>What the code asked for before the change, and after it.</summary>
    public static TheoryData<string, string, string> Changes => new()
    {
        { "A", "B", "The history holds activity 'A' (#0), but the code asked for activity 'B' (#0)." },
        { "A", "timer", "The history holds activity 'A' (#0), but the code asked for a timer (#0)." },
        { "timer", "child", "The history holds a timer (#0), but the code asked for sub-orchestration 'child' (#0)." },
        { "child", "event", "The history holds sub-orchestration 'child' (#0), but the code asked for the sending of event 'e' (#0)." },
        { "event", "nothing", "The history holds the sending of event 'e' (#0), but the code did not ask for it." },
        { "nothing", "A", "The code asked for activity 'A' (#0) while replaying, but the history holds no such thing." },
        { "A", "A,A", "The code asked for activity 'A' (#1) while replaying, but the history holds no such thing." },
        { "A,B", "B,A", "The history holds activity 'A' (#0), but the code asked for activity 'B' (#0)." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ChangedCode_OnReplay_FailsAndNamesBoth(string before, string after, string message)
    {
        InMemoryDurableStore store = new();
        string id;
        await using (var first = await EngineHarness.StartAsync(Catalog(ctx => Ask(ctx, before)), store))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
            await first.SettleAsync();
        }

        await using var second = await EngineHarness.StartAsync(Catalog(ctx => Ask(ctx, after)), store);
        await second.Client.RaiseEventAsync(id, "go");
        var end = await second.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("NonDeterministic", end.FailureDetails!.ErrorType, StringComparison.Ordinal);
        Assert.StartsWith(message, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnchangedCode_OnReplay_IsNotAccused()
    {
        InMemoryDurableStore store = new();
        string id;
        await using (var first = await EngineHarness.StartAsync(Catalog(ctx => Ask(ctx, "A,B,child,event")), store))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
            await first.SettleAsync();
        }

        await using var second = await EngineHarness.StartAsync(Catalog(ctx => Ask(ctx, "a,b,CHILD,event")), store);
        await second.Client.RaiseEventAsync(id, "go");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await second.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Logger_WhileReplaying_IsSilent()
    {
        using Logs logs = new();
        var catalog = Catalog(async ctx =>
        {
            ctx.CreateReplaySafeLogger("mine").Log(Microsoft.Extensions.Logging.LogLevel.Information, default, "first", null, (s, _) => s);
            await ctx.CallActivityAsync("A");
            ctx.ReplaySafeLoggerFactory.CreateLogger("mine").Log(Microsoft.Extensions.Logging.LogLevel.Information, default, "second", null, (s, _) => s);
            await ctx.CallActivityAsync("B");
            return null;
        });
        await using DurableEngine engine = new(catalog, new InMemoryDurableStore(), new(), TimeProvider.System, logs);
        await engine.StartAsync(default);
        await engine.Client.WaitForInstanceCompletionAsync(await engine.Client.ScheduleNewOrchestrationInstanceAsync("o"));

        Assert.Equal(["first", "second"], logs.Of("mine"));
    }

    private static async Task<object?> Ask(TaskOrchestrationContext ctx, string what)
    {
        foreach (var one in what.Split(','))
        {
            _ = one.ToUpperInvariant() switch
            {
                "TIMER" => ctx.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None),
                "CHILD" => ctx.CallSubOrchestratorAsync(one),
                "EVENT" => Send(ctx),
                "NOTHING" => Task.CompletedTask,
                _ => ctx.CallActivityAsync(one),
            };
        }

        return await ctx.WaitForExternalEvent<object?>("go");
    }

    private static Task Send(TaskOrchestrationContext ctx)
    {
        ctx.SendEvent("elsewhere", "e", 1);
        return Task.CompletedTask;
    }
}
