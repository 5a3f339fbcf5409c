using MicroCare.Core.Ports;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace MicroCare.Orchestrations.Exports;

/// <summary>The effects of an export.</summary>
public sealed class ExportActivities(IExports exports)
{
    /// <summary>Writes one share.</summary>
    public const string WriteShare = "WriteExportShare";

    /// <summary>Puts the shares together.</summary>
    public const string FinishExport = "FinishExport";

    /// <summary>Writes one share's decision points; tells how many.</summary>
    [Function(WriteShare)]
    public Task<int> WriteShareAsync([ActivityTrigger] ExportShare share, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(share);
        return exports.WriteShareAsync(share.ExportId, share.Clinic, share.Share, cancellationToken);
    }

    /// <summary>Puts the shares together to one file.</summary>
    [Function(FinishExport)]
    public async Task<FinishedExport> FinishAsync([ActivityTrigger] ExportOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var at = Instant.FromDateTimeUtc(DateTime.SpecifyKind(order.RequestedAt, DateTimeKind.Utc));
        var manifest = await exports.FinishAsync(order.ExportId, order.Clinic, at, cancellationToken);
        return new FinishedExport(manifest.File, manifest.Rows, manifest.Sha256);
    }
}
