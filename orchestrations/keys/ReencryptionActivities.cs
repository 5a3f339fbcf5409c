using MicroCare.Core.Ports;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Orchestrations.Keys;

/// <summary>The effect of a re-encryption.</summary>
public sealed class ReencryptionActivities(IReencryption reencryption)
{
    /// <summary>Does one page of a share.</summary>
    public const string ReencryptPage = "ReencryptPage";

    /// <summary>Does one page of a share; what was done before is skipped.</summary>
    [Function(ReencryptPage)]
    public async Task<ReencryptedShare> ReencryptAsync([ActivityTrigger] ReencryptionPage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var done = await reencryption.ReencryptAsync(page.Key, page.Share, page.After, cancellationToken);
        return new ReencryptedShare(done.Rows, done.Fields, done.Unreadable, done.After);
    }
}
