using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public class SubOrchestrationTests
{
    private readonly OrchestrationCatalog _catalog = new();

    public SubOrchestrationTests()
    {
        _catalog.AddActivity("Double", (call, _) => Task.FromResult<object?>(2 * (int)call.GetInput(typeof(int))!));
        _catalog.AddOrchestrator("double", async ctx =>
        {
            Assert.Equal(("parent", "p"), (ctx.Parent!.Name.Name, ctx.Parent.InstanceId));
            return await ctx.CallActivityAsync<int>("Double", ctx.GetInput<int>());
        });
        _catalog.AddOrchestrator("fail", ctx => throw new FormatException("bad child"));
        _catalog.AddOrchestrator("wait", async ctx => await ctx.WaitForExternalEvent<int>("e"));
    }

    private static StartOrchestrationOptions As(string id) => new(id);

    [Fact]
    public async Task Children_InParallel_GiveTheirResultsAndEmptyTheirOutboxes()
    {
        InMemoryDurableStore store = new();
        _catalog.AddOrchestrator("parent", async ctx =>
            await Task.WhenAll(Enumerable.Range(0, 30).Select(i => ctx.CallSubOrchestratorAsync<int>("double", i))));
        await using var engine = await EngineHarness.StartAsync(_catalog, store);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("parent", As("p"));

        Assert.Equal(Enumerable.Range(0, 30).Select(i => 2 * i), (await engine.EndOfAsync("p")).ReadOutputAs<int[]>());
        await engine.SettleAsync();
        await foreach (var _ in store.ListWakesAsync(default))
            Assert.Fail("No instance has anything left to do.");
    }

    [Fact]
    public async Task Child_ThatFails_FailsTheCallWithItsDetails()
    {
        _catalog.AddOrchestrator("parent", async ctx => await ctx.CallSubOrchestratorAsync<int>("fail"));
        await using var engine = await EngineHarness.StartAsync(_catalog);

        var end = await engine.RunAsync("parent");

        Assert.Equal("bad child", end.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.True(end.FailureDetails.InnerFailure.IsCausedBy<FormatException>());
    }

    [Fact]
    public async Task Child_WhoseIdIsTakenByALiveInstance_FailsTheCallAndLeavesThatAlone()
    {
        _catalog.AddOrchestrator("parent", async ctx =>
            await ctx.CallSubOrchestratorAsync<int>("wait", new TaskOptions().WithInstanceId("taken")));
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("wait", As("taken"));

        var end = await engine.RunAsync("parent");

        Assert.EndsWith("OrchestrationAlreadyExistsException", end.FailureDetails!.InnerFailure!.ErrorType, StringComparison.Ordinal);
        Assert.True((await engine.StatusAsync("taken")).IsRunning);
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Terminate_OfAParent_ReachesChildrenOnlyIfAsked(bool recursive, OrchestrationRuntimeStatus child)
    {
        _catalog.AddOrchestrator("parent", async ctx =>
            await ctx.CallSubOrchestratorAsync<int>("wait", new TaskOptions().WithInstanceId("c")));
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("parent", As("p"));
        await engine.SettleAsync();

        await engine.Client.TerminateInstanceAsync("p", new TerminateInstanceOptions("enough", recursive));
        await engine.SettleAsync();

        var end = await engine.EndOfAsync("p");
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
        Assert.Equal(child, (await engine.StatusAsync("c")).RuntimeStatus);
    }

    [Fact]
    public async Task Child_ThatIsTerminated_FailsTheCall()
    {
        _catalog.AddOrchestrator("parent", async ctx =>
            await ctx.CallSubOrchestratorAsync<int>("wait", new TaskOptions().WithInstanceId("c")));
        await using var engine = await EngineHarness.StartAsync(_catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("parent", As("p"));
        await engine.SettleAsync();
        await engine.Client.TerminateInstanceAsync("c");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.EndOfAsync("p")).RuntimeStatus);
    }
}
