using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Local.Durable;
using MicroCare.Orchestrations.Sweeps;
using MicroCare.Tests.Local.Durable;
using Microsoft.DurableTask;

namespace MicroCare.Tests.Orchestrations;

/// <summary>The nightly sweep on the engine, with activities that only count.</summary>
public sealed class SweepOrchestratorTests
{
    [Fact]
    public async Task Sweep_WithManyAlarmsToCall_CallsEachOnceInSmallPortionsAFewAtATime()
    {
        var (portions, atOnce, most, reported) = (new ConcurrentQueue<ImmutableArray<string>>(), 0, 0, 0);
        var catalog = new OrchestrationCatalog();
        catalog.AddOrchestrator(SweepOrchestrator.Name, async context => await SweepOrchestrator.Run(context));
        catalog.AddActivity(SweepActivities.SweepShare, (call, _) =>
        {
            var share = (int)call.GetInput(typeof(int))!;
            return Task.FromResult<object?>(new SweptShare([], [.. Enumerable.Range(0, 350).Select(i => $"p{share}-{i}")]));
        });
        catalog.AddActivity(SweepActivities.CallAlarms, async (call, cancellationToken) =>
        {
            var now = Interlocked.Increment(ref atOnce);
            lock (portions)
            {
                most = Math.Max(most, now);
            }

            portions.Enqueue((ImmutableArray<string>)call.GetInput(typeof(ImmutableArray<string>))!);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            Interlocked.Decrement(ref atOnce);
            return null;
        });
        catalog.AddActivity(SweepActivities.ReportSweep, (call, _) =>
        {
            reported = ((SweptNight)call.GetInput(typeof(SweptNight))!).AlarmsCalled;
            return Task.FromResult<object?>(null);
        });
        await using var engine = await EngineHarness.StartAsync(catalog);
        var end = await engine.RunAsync(SweepOrchestrator.Name, new SweepOrder(EngineHarness.Epoch.UtcDateTime, 3));

        Assert.Equal(Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(1050, portions.SelectMany(portion => portion).Distinct().Count());
        Assert.Equal(1050, portions.Sum(portion => portion.Length));
        Assert.All(portions, portion => Assert.InRange(portion.Length, 1, 100));
        Assert.InRange(most, 2, 4);
        Assert.Equal(1050, reported);
    }

    [Fact]
    public async Task CallAlarms_OfAPortion_WakesEachOfThem()
    {
        var catalog = new OrchestrationCatalog();
        var rung = new ConcurrentQueue<string>();
        catalog.AddOrchestrator("Journey", async context =>
        {
            await context.WaitForExternalEvent<string?>("reschedule");
            rung.Enqueue(context.InstanceId);
            return null;
        });
        await using var engine = await EngineHarness.StartAsync(catalog);
        ImmutableArray<string> patients = [.. Enumerable.Range(0, 100).Select(i => $"p{i}")];
        foreach (var patient in patients)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Journey", null, new StartOrchestrationOptions($"journey-{patient}"));
        }

        await SweepActivities.CallAlarmsAsync(patients, engine.Client, CancellationToken.None);
        await engine.SettleAsync();
        Assert.Equal(patients.Select(patient => $"journey-{patient}").Order(), rung.Distinct().Order());
    }
}
