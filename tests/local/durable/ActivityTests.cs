using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public class ActivityTests
{
    private readonly OrchestrationCatalog _catalog = new();

    public ActivityTests()
    {
        _catalog.AddActivity("Add", (call, _) => Task.FromResult<object?>(((int)call.GetInput(typeof(int))!) + 1));
        _catalog.AddActivity("Fail", (_, _) => throw new FormatException("no good", new TimeoutException("the cause")));
    }

    [Fact]
    public async Task Sequence_OfActivities_PassesResultsOn()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var x = ctx.GetInput<int>();
            for (var i = 0; i < 3; i++)
                x = await ctx.CallActivityAsync<int>("add", x);
            return x;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("O", 4);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(7, end.ReadOutputAs<int>());
        Assert.Equal(4, end.ReadInputAs<int>());
    }

    [Fact]
    public async Task FanOut_OfManyActivities_GathersAllInOrder()
    {
        _catalog.AddOrchestrator("o", async ctx =>
            (await Task.WhenAll(Enumerable.Range(0, 200).Select(i => ctx.CallActivityAsync<int>("Add", i)))).Sum());
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("o");

        Assert.Equal(Enumerable.Range(1, 200).Sum(), end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Failure_OfActivity_CarriesTypeMessageStackAndCause()
    {
        TaskFailedException? caught = null;
        _catalog.AddOrchestrator("o", async ctx =>
        {
            try
            {
                await ctx.CallActivityAsync("Fail");
            }
            catch (TaskFailedException e)
            {
                caught = e;
                throw;
            }

            return null;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("o");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(("Fail", 0), (caught!.TaskName, caught.TaskId));
        Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: no good", caught.Message);
        var failure = end.FailureDetails!;
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.True(failure.InnerFailure!.IsCausedBy<FormatException>());
        Assert.False(failure.InnerFailure.IsCausedBy<TimeoutException>());
        Assert.Equal("no good", failure.InnerFailure.ErrorMessage);
        Assert.Contains(nameof(ActivityTests), failure.InnerFailure.StackTrace, StringComparison.Ordinal);
        Assert.Equal("the cause", failure.InnerFailure.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task UnknownActivity_WhenCalled_FailsWithoutRetry()
    {
        _catalog.AddOrchestrator("o", async ctx => await ctx.CallActivityAsync<int>(
            "nobody", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1)))));
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("o");

        Assert.Equal("ActivityTaskNotFound", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Contains("'nobody'", end.FailureDetails.InnerFailure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownOrchestrator_WhenStarted_FailsTheInstance()
    {
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("nobody");

        Assert.Equal("OrchestratorTaskNotFound", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Options_GivenAsInput_AreRefused()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CallActivityAsync("Add", (object)TaskOptions.FromRetryPolicy(new RetryPolicy(1, TimeSpan.FromDays(1))));
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("o");

        Assert.Equal(typeof(ArgumentException).FullName, end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Payload_Over60KiB_LivesOutsideTheRowAndComesBackWhole()
    {
        InMemoryDurableStore store = new();
        var text = new string('é', 100_000);
        _catalog.AddActivity("Echo", (call, _) => Task.FromResult(call.GetInput(typeof(string))));
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var echoed = await ctx.CallActivityAsync<string>("Echo", ctx.GetInput<string>());
            await ctx.WaitForExternalEvent<int>("go");
            return echoed;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog, store, change: o => o.CachedInstances = 0);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", text);
        await engine.SettleAsync();

        Assert.InRange((await store.LoadAsync(id, default))!.Body.Length, 1, 4000);
        await engine.Client.RaiseEventAsync(id, "go", 1);
        Assert.Equal(text, (await engine.EndOfAsync(id)).ReadOutputAs<string>());

        await engine.Client.PurgeInstanceAsync(id);
        Assert.Equal(0, store.Pieces);
    }

    [Fact]
    public async Task LongHistory_OverManyTurns_IsSealedInChunksAndReplays()
    {
        InMemoryDurableStore store = new();
        _catalog.AddActivity("Fill", (_, _) => Task.FromResult<object?>(new string('x', 20_000)));
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var length = 0;
            for (var i = 0; i < 40; i++)
                length += (await ctx.CallActivityAsync<string>("Fill")).Length;
            return length;
        });
        await using var engine = await EngineHarness.StartAsync(_catalog, store, change: o => o.CachedInstances = 0);

        var end = await engine.RunAsync("o");

        Assert.Equal(800_000, end.ReadOutputAs<int>());
        Assert.InRange(store.Pieces, 3, 10);
        Assert.InRange((await store.LoadAsync(end.InstanceId, default))!.Body.Length, 1, 250_000);
    }
}
