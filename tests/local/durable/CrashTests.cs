using MicroCare.Local.Durable;

namespace MicroCare.Tests.Local.Durable;

public class CrashTests
{
    /// <summary>Above the number of commits of one undisturbed run; the test checks that.</summary>
    private const int MoreThanAll = 60;

    [Fact]
    public async Task Engine_KilledBeforeOrAfterAnyCommit_ComesToTheSameEnd()
    {
        FaultyStore undisturbed = new(new InMemoryDurableStore(), (_, _) => Fault.None);
        Assert.Equal(Scenario.Expected, await new Scenario().DriveAsync(undisturbed));
        Assert.InRange(undisturbed.Commits, 20, MoreThanAll);

        for (var commit = 1; commit <= undisturbed.Commits; commit++)
        {
            foreach (var fault in new[] { Fault.Before, Fault.After })
            {
                InMemoryDurableStore disk = new();
                Scenario scenario = new();
                FaultyStore? dying = null;
                dying = new(disk, (what, number) =>
                {
                    if (what != "commit" || number != commit)
                        return Fault.None;
                    dying!.Die();
                    return fault;
                });
                await scenario.DriveAsync(dying);

                FaultyStore healthy = new(disk, (_, _) => Fault.None);
                Assert.Equal(Scenario.Expected, await scenario.DriveAsync(healthy));
            }
        }
    }

    [Fact]
    public async Task Engine_KilledAgainAndAgain_ComesToTheSameEnd()
    {
        InMemoryDurableStore disk = new();
        Scenario scenario = new();
        string? end = null;
        for (var life = 0; end is null; life++)
        {
            Assert.True(life < 200, "The instance makes no progress.");
            FaultyStore? dying = null;
            var span = 2 + (life % 3);
            dying = new(disk, (what, number) =>
            {
                if (what != "commit" || number < span)
                    return Fault.None;
                dying!.Die();
                return life % 2 == 0 ? Fault.After : Fault.Before;
            });
            end = await scenario.DriveAsync(dying);
        }

        Assert.Equal(Scenario.Expected, end);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Store_ThatFailsAtRandom_LosesNothingAndDoublesNothing(int seed)
    {
#pragma warning disable CA5394 // A seeded fault, no secret.
        Random random = new(seed);
        InMemoryDurableStore disk = new();
        FaultyStore flaky = new(disk, (_, _) =>
        {
            lock (random)
                return random.Next(10) < 4 ? (Fault)random.Next(1, 4) : Fault.None;
        });
#pragma warning restore CA5394

        Assert.Equal(Scenario.Expected, await new Scenario().DriveAsync(flaky));
        Assert.Null((await disk.LoadAsync(Scenario.Id, default)) is { Header.Wake: not 0 } left ? left : null);
    }

    [Fact]
    public async Task Commit_WhoseAnswerIsLost_DoublesNoEvent()
    {
        OrchestrationCatalog catalog = new();
        catalog.AddOrchestrator("o", async ctx =>
        {
            List<int> got = [];
            while (got.Count == 0 || got[^1] != 99)
                got.Add(await ctx.WaitForExternalEvent<int>("e"));
            return got;
        });
        FaultyStore store = new(new InMemoryDurableStore(), (what, number) => what == "commit" && number % 2 == 0 ? Fault.After : Fault.None);
        await using var engine = await EngineHarness.StartAsync(catalog, store);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        for (var i = 1; i <= 20; i++)
            await engine.Client.RaiseEventAsync(id, "e", i);
        await engine.Client.RaiseEventAsync(id, "e", 99);

        Assert.Equal([.. Enumerable.Range(1, 20), 99], (await engine.EndOfAsync(id)).ReadOutputAs<List<int>>()!);
    }

    [Fact]
    public async Task Activity_InterruptedByACrash_RunsAgainWithTheSameInput()
    {
        List<string> inputs = [];
        TaskCompletionSource entered = new();
        OrchestrationCatalog catalog = new();
        catalog.AddActivity("A", async (call, ct) =>
        {
            inputs.Add($"{call.Name} {call.InstanceId} {call.TaskId} {call.GetInput(typeof(string))}");
            if (inputs.Count == 1)
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
            }

            return 1;
        });
        catalog.AddOrchestrator("o", async ctx => await ctx.CallActivityAsync<int>("A", "in"));
        InMemoryDurableStore disk = new();
        var id = "i";
        await using (var first = await EngineHarness.StartAsync(catalog, disk))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("o", new Microsoft.DurableTask.StartOrchestrationOptions(id));
            await entered.Task;
        }

        await using var second = await EngineHarness.StartAsync(catalog, disk);
        Assert.Equal(1, (await second.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(["A i 0 in", "A i 0 in"], inputs);
    }
}
