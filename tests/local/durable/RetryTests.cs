using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public class RetryTests
{
    private readonly OrchestrationCatalog _catalog = new();
    private readonly List<double> _attempts = [];

    private async Task<OrchestrationMetadata> RunAsync(TaskOptions options, int failures, string target = "activity")
    {
        EngineHarness? engine = null;
        object? Attempt()
        {
            _attempts.Add((engine!.Time.GetUtcNow() - EngineHarness.Epoch).TotalMinutes);
            return _attempts.Count <= failures ? throw new FormatException($"failure {_attempts.Count}") : _attempts.Count;
        }

        _catalog.AddActivity("activity", (_, _) => Task.FromResult(Attempt()));
        _catalog.AddOrchestrator("child", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            if (!ctx.IsReplaying)
                return Attempt();
            throw new InvalidOperationException("The child's end is never replayed.");
        });
        _catalog.AddOrchestrator("o", async ctx => target == "activity"
            ? await ctx.CallActivityAsync<int>("activity", options)
            : await ctx.CallSubOrchestratorAsync<int>("child", options));
        await using (engine = await EngineHarness.StartAsync(_catalog))
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
            for (var minute = 0; minute < 120; minute++)
                await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
            return await engine.EndOfAsync(id);
        }
    }

    [Fact]
    public async Task Policy_WithBackoff_WaitsLongerEachTimeUpToTheBound()
    {
        var end = await RunAsync(new(new RetryPolicy(6, TimeSpan.FromMinutes(1), 2.0, TimeSpan.FromMinutes(5))), failures: 5);

        Assert.Equal([0, 1, 3, 7, 12, 17], _attempts);
        Assert.Equal(6, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Policy_OutOfAttempts_FailsWithTheLastFailure()
    {
        var end = await RunAsync(new(new RetryPolicy(3, TimeSpan.FromMinutes(1))), failures: 99);

        Assert.Equal([0, 1, 2], _attempts);
        Assert.Equal("failure 3", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Policy_OutOfTime_StopsRetrying()
    {
        await RunAsync(new(new RetryPolicy(99, TimeSpan.FromMinutes(10), retryTimeout: TimeSpan.FromMinutes(25))), failures: 99);

        Assert.Equal([0, 10, 20, 30], _attempts);
    }

    [Fact]
    public async Task Policy_WhoseFilterSaysNo_DoesNotRetry()
    {
        RetryPolicy policy = new(9, TimeSpan.FromMinutes(1)) { HandleFailure = failure => failure.ErrorMessage != "failure 2" };

        await RunAsync(new(policy), failures: 99);

        Assert.Equal([0, 1], _attempts);
    }

    [Fact]
    public async Task Handler_ThatWaitsByItself_DecidesOnEachFailure()
    {
        List<(int, string)> seen = [];
        var end = await RunAsync(
            TaskOptions.FromRetryHandler(async retry =>
            {
                if (!retry.OrchestrationContext.IsReplaying)
                    seen.Add((retry.LastAttemptNumber, retry.LastFailure.ErrorMessage));
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(4), CancellationToken.None);
                return retry.TotalRetryTime < TimeSpan.FromMinutes(8);
            }),
            failures: 99);

        Assert.Equal([0, 4, 8], _attempts);
        Assert.Equal([(1, "failure 1"), (2, "failure 2"), (3, "failure 3")], seen);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }

    [Fact]
    public async Task SubOrchestration_WithPolicy_RunsAgainUnderTheSameId()
    {
        TaskOptions options = new SubOrchestrationOptions(new RetryPolicy(3, TimeSpan.FromMinutes(2)), "the-child");

        var end = await RunAsync(options, failures: 2, target: "child");

        Assert.Equal([0, 2, 4], _attempts);
        Assert.Equal(3, end.ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.9)]
    public void Policy_OutOfRange_IsRefused(int attempts, int seconds, double coefficient)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds), coefficient));
}
