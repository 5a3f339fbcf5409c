using MicroCare.Core.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Requests;

/// <summary>Removes, twice a day, the answers that are too old to be given again. Any number of instances may do it at once.</summary>
public sealed class RequestLedgerCleaner(IRequestLedger ledger, TimeProvider time, ILogger<RequestLedgerCleaner> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(12);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ledger.RemoveOlderAsync(time.GetCurrentInstant() - RequestRules.Kept, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            AdapterLog.NotCleaned(log, fault.GetType().Name); // The next round tries again.
        }
    }
}
