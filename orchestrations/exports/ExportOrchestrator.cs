using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MicroCare.Orchestrations.Exports;

/// <summary>Writes a research export: fans out by share, in to one file and its manifest.</summary>
public static class ExportOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "Export";

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2.0));

    /// <summary>The instance id of an export.</summary>
    public static string InstanceOf(string exportId) => $"export-{exportId}";

    /// <summary>Writes the shares, then the whole. The custom status counts the shares that are done.</summary>
    [Function(Name)]
    public static async Task<FinishedExport> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var order = context.GetInput<ExportOrder>() ?? throw new InvalidOperationException("An export needs its order.");
        var writing = Enumerable.Range(0, order.Shares)
            .Select(share => context.CallActivityAsync<int>(ExportActivities.WriteShare, new ExportShare(order.ExportId, order.Clinic, share), Retried))
            .ToList();
        var shares = writing.Count;
        while (writing.Count > 0)
        {
            writing.Remove(await Task.WhenAny(writing));
            context.SetCustomStatus(new ExportProgress(shares - writing.Count, shares));
        }

        return await context.CallActivityAsync<FinishedExport>(ExportActivities.FinishExport, order, Retried);
    }
}

/// <summary>What an export is told.</summary>
/// <param name="RequestedAt">UTC.</param>
public sealed record ExportOrder(string ExportId, string Clinic, DateTime RequestedAt, int Shares);

/// <summary>One share of an export.</summary>
public sealed record ExportShare(string ExportId, string Clinic, int Share);

/// <summary>How far an export has come.</summary>
public sealed record ExportProgress(int Done, int Of);

/// <summary>What a finished export holds.</summary>
public sealed record FinishedExport(string File, int Rows, string Sha256);
