using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Erasures;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MicroCare.Orchestrations.Retention;

/// <summary>The effects of the nightly retention.</summary>
public sealed class RetentionActivities(IRetention retention, IErasure erasure, TimeProvider time)
{
    /// <summary>Starts erasures that were noted and do not run.</summary>
    public const string ResumeErasures = nameof(ResumeErasures);

    /// <summary>Begins the erasures of one share's ended journeys.</summary>
    public const string EraseEnded = nameof(EraseEnded);

    /// <summary>Removes what is old, and reports.</summary>
    public const string RemoveOld = nameof(RemoveOld);

    /// <summary>Removes old instances of the durable engine.</summary>
    public const string PurgeOldInstances = nameof(PurgeOldInstances);

    private const int Portion = 25;

    // Their histories hold opaque ids of patients, and nobody asks for them any more.
    private static readonly string[] Forgotten = ["sweep-", "retention-", "escalation-"];
    private static readonly TimeSpan AfterUse = TimeSpan.FromDays(7);

    /// <summary>Starts erasures that were noted and do not run: their process died, or they failed for long; tells how many.</summary>
    [Function(ResumeErasures)]
    public async Task<int> ResumeAsync([ActivityTrigger] string which, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        _ = which;
        var started = 0;
        foreach (var record in await erasure.ListUnfinishedAsync(cancellationToken))
        {
            started += await PatientErasure.StartAsync(client, record, erasure.Grace, cancellationToken) ? 1 : 0;
        }

        return started;
    }

    /// <summary>Begins a portion of one share's erasures; tells how many.</summary>
    [Function(EraseEnded)]
    public async Task<int> EraseEndedAsync([ActivityTrigger] int share, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var started = 0;
        foreach (var record in await retention.BeginErasuresAsync(share, Portion, cancellationToken))
        {
            started += await PatientErasure.StartAsync(client, record, erasure.Grace, cancellationToken) ? 1 : 0;
        }

        return started;
    }

    /// <summary>Removes what is old, and reports it with the number of journeys.</summary>
    [Function(RemoveOld)]
    public async Task RemoveOldAsync([ActivityTrigger] int journeys, CancellationToken cancellationToken) =>
        retention.Report(journeys, await retention.RemoveOldAsync(cancellationToken));

    /// <summary>Removes instances that have ended and that nobody asks for.</summary>
    [Function(PurgeOldInstances)]
    public async Task PurgeAsync([ActivityTrigger] string which, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        _ = which;
        foreach (var prefix in Forgotten)
        {
            await InstanceRemoval.PurgeEndedAsync(client, prefix, time.GetUtcNow() - AfterUse, cancellationToken);
        }

        await TidyOrchestrator.StartAsync(client, cancellationToken);
    }
}
