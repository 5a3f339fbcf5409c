using System.Collections.Concurrent;
using MicroCare.Core.Identity;
using MicroCare.Local.Durable;
using MicroCare.Orchestrations.Escalations;
using MicroCare.Tests.Local.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Orchestrations;

/// <summary>The calling of people on the engine, with an activity that only keeps books.</summary>
public sealed class EscalationOrchestratorTests
{
    private static readonly EffectKey Case = new("p7.9");
    private readonly ConcurrentQueue<(TierCall Call, TimeSpan At)> _calls = new();
    private readonly FakeTimeProvider _time = new(EngineHarness.Epoch);
    private bool _done;
    private int _failures;

    [Fact]
    public async Task Escalation_NobodyAcknowledges_TellsTierAfterTierForEver()
    {
        await using var engine = await EngineHarness.StartAsync(Catalog(), time: _time);
        Assert.True(await EscalationCalls.StartAsync(engine.Client, Case, round: 1, tier: 1, CancellationToken.None));
        await engine.SettleAsync();
        for (var minute = 0; minute < 21; minute++)
        {
            await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([1, 2, 3, 4, 5], _calls.Select(call => call.Call.Tier));
        Assert.Equal([0, 5, 10, 15, 20], _calls.Select(call => (int)call.At.TotalMinutes));
        Assert.All(_calls, call => Assert.Equal(("p7.9", 1), (call.Call.Case, call.Call.Round)));
    }

    [Fact]
    public async Task Escalation_Acknowledged_LooksAtOnceAndEnds()
    {
        await using var engine = await EngineHarness.StartAsync(Catalog(), time: _time);
        await EscalationCalls.StartAsync(engine.Client, Case, 1, 1, CancellationToken.None);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(2));
        _done = true;
        await EscalationCalls.EndAsync(engine.Client, Case, 1, CancellationToken.None);
        var end = await engine.EndOfAsync("escalation-p7.9-1");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal([1, 2], _calls.Select(call => call.Call.Tier)); // The second found that nobody need be called.
        Assert.Equal(2, (int)_calls.Last().At.TotalMinutes);
    }

    [Fact]
    public async Task Acknowledgement_OfWhatIsNotCalledFor_DoesNothing()
    {
        await using var engine = await EngineHarness.StartAsync(Catalog(), time: _time);
        await EscalationCalls.EndAsync(engine.Client, Case, 1, CancellationToken.None);
        await engine.SettleAsync();

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Escalation_TheActivityFails_TriesTheSameTierAgainAndAgain()
    {
        _failures = 11;
        await using var engine = await EngineHarness.StartAsync(Catalog(), time: _time);
        await EscalationCalls.StartAsync(engine.Client, Case, 1, 3, CancellationToken.None);
        for (var i = 0; i < 30 && _calls.Count < 12; i++)
        {
            await engine.AdvanceAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(12, _calls.Count);
        Assert.All(_calls, call => Assert.Equal(3, call.Call.Tier));
        Assert.False((await engine.StatusAsync("escalation-p7.9-1")).IsCompleted);
    }

    [Fact]
    public async Task Start_TwiceAtOnceAndLater_IsOneEscalation()
    {
        await using var engine = await EngineHarness.StartAsync(Catalog(), time: _time);
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EscalationCalls.StartAsync(engine.Client, Case, 1, 1, CancellationToken.None)));
        await engine.SettleAsync();
        Assert.False(await EscalationCalls.StartAsync(engine.Client, Case, 1, 1, CancellationToken.None));
        await engine.SettleAsync();

        Assert.Contains(true, started);
        Assert.Single(_calls);
    }

    [Fact]
    public async Task Escalation_KilledWhileItWaits_GoesOnWithTheNextTier()
    {
        var disk = new InMemoryDurableStore();
        await using (var engine = await EngineHarness.StartAsync(Catalog(), disk, _time))
        {
            await EscalationCalls.StartAsync(engine.Client, Case, 1, 1, CancellationToken.None);
            await engine.AdvanceAsync(TimeSpan.FromMinutes(3));
        }

        _time.Advance(TimeSpan.FromMinutes(30)); // It was down while the second was due.
        await using var again = await EngineHarness.StartAsync(Catalog(), disk, _time);
        await EngineHarness.UntilAsync(() => _calls.Count > 1);

        Assert.Equal([1, 2], _calls.Select(call => call.Call.Tier));
        Assert.Equal(33, (int)_calls.Last().At.TotalMinutes);
    }

    private OrchestrationCatalog Catalog()
    {
        var catalog = new OrchestrationCatalog();
        catalog.AddOrchestrator(EscalationOrchestrator.Name, async context =>
        {
            await EscalationOrchestrator.Run(context);
            return null;
        });
        catalog.AddActivity(CallTierActivity.Name, (call, _) =>
        {
            _calls.Enqueue(((TierCall)call.GetInput(typeof(TierCall))!, _time.GetUtcNow() - EngineHarness.Epoch));
            return _calls.Count <= _failures
                ? throw new InvalidOperationException("Storage is away.")
                : Task.FromResult<object?>(new TierReading(_done, TimeSpan.FromMinutes(5)));
        });
        return catalog;
    }
}
