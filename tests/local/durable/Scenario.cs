using System.Collections.Concurrent;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Durable;

/// <summary>One instance that uses everything: activities in parallel, retries, timers, events, a child, a note to itself, ContinueAsNew, a long payload.</summary>
internal sealed class Scenario
{
    public const string Id = "main";

    /// <summary>What every run must come to, however often it is interrupted.</summary>
    public const string Expected = "round 0: 3 a1 c10 flaky 1 n0|round 1: 3 a2 c20 flaky 1 n1|round 2: 3 a3 c30 flaky 1 n2|long 70000";

    private readonly ConcurrentDictionary<string, int> _tries = new();
    private int _raised;

    public Scenario()
    {
        Catalog.AddActivity("one", (_, _) => Task.FromResult<object?>(1));
        Catalog.AddActivity("long", (_, _) => Task.FromResult<object?>(new string('x', 70_000)));
        Catalog.AddActivity("flaky", (call, _) =>
        {
            // Fails the first time for each round; a repeat of the same call after a crash may fare otherwise.
            var round = (int)call.GetInput(typeof(int))!;
            return _tries.AddOrUpdate($"{round}", 1, (_, n) => n + 1) == 1 ? throw new FormatException("flaky") : Task.FromResult<object?>(1);
        });
        Catalog.AddOrchestrator("child", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            return 10 * ctx.GetInput<int>();
        });
        Catalog.AddOrchestrator("main", RunAsync);
    }

    public OrchestrationCatalog Catalog { get; } = new();

    public FakeTimeProvider Time { get; } = new(EngineHarness.Epoch);

    /// <summary>Starts the instance and drives it until it ends or <paramref name="store"/> dies. May be repeated after a death.</summary>
    public async Task<string?> DriveAsync(FaultyStore store)
    {
        await using var engine = await EngineHarness.StartAsync(Catalog, store, Time, o => o.CachedInstances = 3);
        var story = StoryAsync(engine);
        while (!story.IsCompleted && !store.Death.Task.IsCompleted)
        {
            await Task.WhenAny(story, store.Death.Task, Task.Delay(1));
            Time.Advance(TimeSpan.FromMinutes(2));
        }

        if (store.Death.Task.IsCompleted)
        {
            _ = story.ContinueWith(done => done.Exception, TaskScheduler.Default);
            return null;
        }

        return await story;
    }

    private async Task<string?> StoryAsync(EngineHarness engine)
    {
        try
        {
            // Deduped when it has ended, too: by default a later life would replace it and start over.
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                "main", new StartOrchestrationOptions(Id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]));
        }
        catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
        {
            // Started before the crash.
        }

        // An event whose raising came back is stored and must never be needed again; one that did not is raised in the next life.
        for (; _raised < 3; _raised++)
        {
            try
            {
                await engine.Client.RaiseEventAsync(Id, $"answer{_raised + 1}", _raised + 1);
            }
            catch (InvalidOperationException e) when (e is not ObjectDisposedException)
            {
                // It ended in an earlier life.
            }
        }

        return (await engine.EndOfAsync(Id)).ReadOutputAs<string>();
    }

    private static async Task<object?> RunAsync(TaskOrchestrationContext ctx)
    {
        var lines = ctx.GetInput<List<string>>() ?? [];
        var round = lines.Count;
        if (round == 3)
        {
            lines.Add($"long {(await ctx.CallActivityAsync<string>("long")).Length}");
            return string.Join('|', lines);
        }

        var ones = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ctx.CallActivityAsync<int>("one")));
        var answer = ctx.WaitForExternalEvent<int>($"answer{round + 1}");
        await ctx.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        var child = await ctx.CallSubOrchestratorAsync<int>("child", round + 1);
        ctx.SendEvent(ctx.InstanceId, "note", round);
        var flaky = await ctx.CallActivityAsync<int>("flaky", round, new TaskOptions(new RetryPolicy(5, TimeSpan.FromMinutes(1))));
        lines.Add($"round {round}: {ones.Sum()} a{await answer} c{child} flaky {flaky} n{await ctx.WaitForExternalEvent<int>("note")}");
        ctx.ContinueAsNew(lines);
        return null;
    }
}
