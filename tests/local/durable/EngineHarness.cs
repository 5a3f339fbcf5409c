using System.Diagnostics;
using MicroCare.Local;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Durable;

/// <summary>An engine on virtual time, over a store that may outlive it.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private EngineHarness(OrchestrationCatalog catalog, IDurableStore store, FakeTimeProvider time, Action<DurableEngineOptions>? change)
    {
        Time = time;
        DurableEngineOptions options = new() { Gauge = Gauge, MaxConcurrentTurns = 8, MaxConcurrentActivities = 8 };
        change?.Invoke(options);
        Engine = new(catalog, store, options, time, NullLoggerFactory.Instance);
    }

    public FakeTimeProvider Time { get; }

    public WorkGauge Gauge { get; } = new();

    public DurableEngine Engine { get; }

    public DurableTaskClient Client => Engine.Client;

    public static async Task<EngineHarness> StartAsync(
        OrchestrationCatalog catalog, IDurableStore? store = null, FakeTimeProvider? time = null, Action<DurableEngineOptions>? change = null)
    {
        EngineHarness harness = new(catalog, store ?? new InMemoryDurableStore(), time ?? new FakeTimeProvider(Epoch), change);
        await harness.Engine.StartAsync(CancellationToken.None);
        return harness;
    }

    public static Func<TaskOrchestrationContext, Task<object?>> Orchestrator(Func<TaskOrchestrationContext, Task<object?>> run) => run;

    /// <summary>Waits until nothing runs and nothing is queued: all that is left is asleep.</summary>
    public Task SettleAsync() => UntilAsync(() => Gauge.InFlight == 0);

    public async Task AdvanceAsync(TimeSpan by)
    {
        await SettleAsync();
        Time.Advance(by);
        await SettleAsync();
    }

    /// <summary>Waits for a condition; fails after a minute.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "The condition did not come true within a minute.");
            await Task.Delay(1);
        }
    }

    public async Task<OrchestrationMetadata> StatusAsync(string id)
        => await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"There is no instance {id}.");

    public async Task<OrchestrationMetadata> EndOfAsync(string id)
    {
        using CancellationTokenSource late = new(TimeSpan.FromMinutes(1));
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, late.Token);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
        => await EndOfAsync(await Client.ScheduleNewOrchestrationInstanceAsync(name, input));

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
