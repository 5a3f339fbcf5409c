using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Sweeps;

/// <summary>The nightly look over all journeys: counts them, share by share, and calls alarms that should have rung.</summary>
public static class SweepOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "EngagementSweep";

    // After an outage every alarm may be late: an activity must end within minutes, and what it has done is done again when it fails.
    private const int Portion = 100;
    private const int PortionsAtOnce = 4;

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2.0));

    /// <summary>Fans out by share and in to one report. The input is the night, UTC.</summary>
    [Function(Name)]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.GetInput<SweepOrder>() ?? throw new InvalidOperationException("A sweep needs its night.");
        var shares = await Task.WhenAll(Enumerable.Range(0, order.Shares)
            .Select(share => context.CallActivityAsync<SweptShare>(SweepActivities.SweepShare, share, Retried)));
        var overdue = shares.SelectMany(share => share.Overdue).ToImmutableArray();
        foreach (var portions in overdue.Chunk(Portion).Chunk(PortionsAtOnce))
        {
            await Task.WhenAll(portions.Select(portion => context.CallActivityAsync(SweepActivities.CallAlarms, portion.ToImmutableArray(), Retried)));
        }

        var counts = shares.SelectMany(share => share.Counts).ToImmutableArray();
        await context.CallActivityAsync(SweepActivities.ReportSweep, new SweptNight(order.Night, counts, overdue.Length), Retried);
        return counts.Sum(count => count.Journeys);
    }
}

/// <summary>What a sweep is told.</summary>
public sealed record SweepOrder(DateTime Night, int Shares);

/// <summary>One share's count, as it travels through the history: opaque ids and numbers only.</summary>
public sealed record SweptShare(ImmutableArray<SweptCount> Counts, ImmutableArray<string> Overdue);

/// <summary>How many journeys of a clinic are in a state.</summary>
public sealed record SweptCount(string Clinic, string State, int Journeys);

/// <summary>The whole night's count, by share.</summary>
public sealed record SweptNight(DateTime Night, ImmutableArray<SweptCount> Counts, int AlarmsCalled);
