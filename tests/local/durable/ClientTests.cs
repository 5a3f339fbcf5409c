using DurableTask.Core.Exceptions;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public class ClientTests
{
    private static readonly StartOrchestrationOptions s_id = new("id");
    private readonly OrchestrationCatalog _catalog = new();

    public ClientTests()
    {
        _catalog.AddOrchestrator("wait", async ctx =>
        {
            ctx.SetCustomStatus(new { Waiting = true });
            var sum = 0;
            for (var i = 0; i < 3; i++)
                sum = (10 * sum) + await ctx.WaitForExternalEvent<int>("e");
            ctx.SetCustomStatus(null);
            return sum;
        });
        _catalog.AddOrchestrator("now", ctx => Task.FromResult<object?>(ctx.GetInput<int>()));
    }

    [Fact]
    public async Task Start_OfALiveInstance_IsRefusedByDefault()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", s_id);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("now", 1, s_id));
        Assert.Equal("wait", (await engine.StatusAsync("id")).Name);
    }

    [Fact]
    public async Task Start_OfAnEndedInstance_ReplacesItUnlessDeduped()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        for (var i = 1; i <= 2; i++)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("now", i, s_id);
            Assert.Equal(i, (await engine.EndOfAsync("id")).ReadOutputAs<int>());
        }

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "now", 3, s_id.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
    }

    [Fact]
    public async Task Start_WithNoDedupeStatus_ReplacesALiveInstance()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", s_id);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("now", 7, s_id.WithDedupeStatuses());

        Assert.Equal(7, (await engine.EndOfAsync("id")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Start_From50ThreadsAtOnce_StartsOne()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            try
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", i, s_id);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        })));

        Assert.Equal(1, starts.Sum());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("@a")]
    [InlineData("")]
    public async Task Start_WithAnIdThatNoKeyMayHave_IsRefused(string id)
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("now", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Suspend_ThenResume_KeepsWhatCameMeanwhileInOrder()
    {
        InMemoryDurableStore store = new();
        await using (var first = await EngineHarness.StartAsync(_catalog, store))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("wait", s_id);
            await first.Client.SuspendInstanceAsync("id", "a reason");
            for (var i = 1; i <= 3; i++)
                await first.Client.RaiseEventAsync("id", "e", i);
            Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await first.StatusAsync("id")).RuntimeStatus);
        }

        await using var second = await EngineHarness.StartAsync(_catalog, store);
        await second.Client.ResumeInstanceAsync("id");

        Assert.Equal(123, (await second.EndOfAsync("id")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Suspend_WhileAnActivityRunsAndATimerFires_KeepsBothForTheResume()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _catalog.AddActivity("Slow", async (_, _) =>
        {
            await release.Task;
            return 5;
        });
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var slow = ctx.CallActivityAsync<int>("Slow");
            await ctx.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await slow + await ctx.CallActivityAsync<int>("Slow");
        });
        await using var engine = await EngineHarness.StartAsync(_catalog, change: o => o.CachedInstances = 0);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", s_id);
        await engine.Client.SuspendInstanceAsync("id");
        engine.Time.Advance(TimeSpan.FromHours(2));
        release.SetResult();
        await engine.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.StatusAsync("id")).RuntimeStatus);

        await engine.Client.ResumeInstanceAsync("id");

        Assert.Equal(10, (await engine.EndOfAsync("id")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task CustomStatus_SetAndCleared_IsSeenByQueriesOnlyIfAskedFor()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", 1, s_id);

        Assert.Equal("""{"Waiting":true}""", (await engine.StatusAsync("id")).SerializedCustomStatus);
        var plain = (await engine.Client.GetInstanceAsync("id"))!;
        Assert.Equal((null, null), (plain.SerializedCustomStatus, plain.SerializedInput));
        Assert.Throws<InvalidOperationException>(() => plain.ReadInputAs<int>());
        for (var i = 1; i <= 3; i++)
            await engine.Client.RaiseEventAsync("id", "e", i);
        Assert.Null((await engine.EndOfAsync("id")).SerializedCustomStatus);
    }

    [Fact]
    public async Task Terminate_OfASleeper_EndsItAndPurgeDeletesIt()
    {
        InMemoryDurableStore store = new();
        _catalog.AddOrchestrator("sleep", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog, store);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("sleep", s_id);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("id")).PurgedInstanceCount);

        await engine.Client.TerminateInstanceAsync("id", "bye", default);

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "\"bye\""), ((await engine.StatusAsync("id")).RuntimeStatus, (await engine.StatusAsync("id")).SerializedOutput));
        Assert.Equal(0, engine.Engine.Figures.Sleepers);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.TerminateInstanceAsync("id", "again", default));
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync("id")).PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync("id"));
        Assert.Null(await store.LoadAsync("id", default));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("now", 4, s_id);
        Assert.Equal(4, (await engine.EndOfAsync("id")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Wait_ForAnInstanceThatComesLater_SeesItsStartAndEnd()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);
        var start = engine.Client.WaitForInstanceStartAsync("id");
        var end = engine.Client.WaitForInstanceCompletionAsync("id", true);
        using CancellationTokenSource late = new();
        var never = engine.Client.WaitForInstanceCompletionAsync("never", late.Token);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", s_id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await start).RuntimeStatus);
        Assert.False(end.IsCompleted);
        for (var i = 1; i <= 3; i++)
            await engine.Client.RaiseEventAsync("id", "e", i);

        Assert.Equal(123, (await end).ReadOutputAs<int>());
        await late.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
    }

    [Fact]
    public async Task Client_OfAnEngineThatDoesNotRun_Refuses()
    {
        await using DurableEngine engine = new(_catalog, new InMemoryDurableStore(), new(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RaiseEventAsync("id", "e"));
        await engine.StartAsync(default);
        await engine.StopAsync(default);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.Client.RaiseEventAsync("id", "e"));
    }

    [Fact]
    public void Catalog_GivenANameTwice_Refuses()
    {
        Assert.Throws<ArgumentException>(() => _catalog.AddOrchestrator("NOW", _ => Task.FromResult<object?>(null)));
        _catalog.AddActivity("now", (_, _) => Task.FromResult<object?>(null));
        Assert.Throws<ArgumentException>(() => _catalog.AddActivity("Now", (_, _) => Task.FromResult<object?>(null)));
    }
}
