using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Keys;

/// <summary>Brings every encrypted field under the newest key, a few shares at a time, while the service works.</summary>
public static class ReencryptionOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Reencryption";

    /// <summary>The name of the orchestrator of one share.</summary>
    public const string ShareName = "ReencryptionShare";

    private const int AtOnce = 4;

    // Ten tries, the last an hour after the first: an instance that does not know the key yet, or a vault that is away, gets time.
    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2.0, maxRetryInterval: TimeSpan.FromMinutes(10)));

    /// <summary>The instance id of a re-encryption: one for each key that is led to.</summary>
    public static string InstanceOf(string key) => $"reencryption-{key}";

    /// <summary>Waits until every instance encrypts with the key, then does share after share. The custom status tells how far it is.</summary>
    [Function(Name)]
    public static async Task<ReencryptionProgress> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.GetInput<ReencryptionOrder>() ?? throw new InvalidOperationException("A re-encryption needs its order.");
        var progress = new ReencryptionProgress(0, order.Shares, 0, 0, 0);
        context.SetCustomStatus(progress);
        if (order.StartAt > context.CurrentUtcDateTime)
        {
            await context.CreateTimer(order.StartAt, CancellationToken.None);
        }

        for (var first = 0; first < order.Shares; first += AtOnce)
        {
            var shares = await Task.WhenAll(Enumerable.Range(first, Math.Min(AtOnce, order.Shares - first))
                .Select(share => context.CallSubOrchestratorAsync<ReencryptedShare>(ShareName, new ReencryptionShare(order.Key, share))));
            progress = new ReencryptionProgress(
                first + shares.Length,
                order.Shares,
                progress.Rows + shares.Sum(share => share.Rows),
                progress.Fields + shares.Sum(share => share.Fields),
                progress.Unreadable + shares.Sum(share => share.Unreadable));
            context.SetCustomStatus(progress);
        }

        return progress;
    }

    /// <summary>Does one share, page after page.</summary>
    [Function(ShareName)]
    public static async Task<ReencryptedShare> RunShare([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.GetInput<ReencryptionShare>() ?? throw new InvalidOperationException("A share needs its order.");
        var done = new ReencryptedShare(0, 0, 0, null);
        do
        {
            var page = await context.CallActivityAsync<ReencryptedShare>(
                ReencryptionActivities.ReencryptPage, new ReencryptionPage(order.Key, order.Share, done.After), Retried);
            done = new ReencryptedShare(done.Rows + page.Rows, done.Fields + page.Fields, done.Unreadable + page.Unreadable, page.After);
        }
        while (done.After is not null);

        return done;
    }
}

/// <summary>What a re-encryption is told.</summary>
/// <param name="StartAt">UTC.</param>
public sealed record ReencryptionOrder(string Key, DateTime StartAt, int Shares);

/// <summary>One share of a re-encryption.</summary>
public sealed record ReencryptionShare(string Key, int Share);

/// <summary>One page of a share.</summary>
public sealed record ReencryptionPage(string Key, int Share, string? After);

/// <summary>What was done of a share; opaque ids and numbers only.</summary>
public sealed record ReencryptedShare(int Rows, int Fields, int Unreadable, string? After);

/// <summary>How far a re-encryption has come.</summary>
/// <param name="Done">Shares done.</param>
/// <param name="Of">Shares in all.</param>
/// <param name="Rows">Rows looked at.</param>
/// <param name="Fields">Fields that were under an older key.</param>
/// <param name="Unreadable">Rows with a field that no key decrypts; they were left as they are.</param>
public sealed record ReencryptionProgress(int Done, int Of, int Rows, int Fields, int Unreadable);
