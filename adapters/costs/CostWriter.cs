using MicroCare.Core.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.Costs;

/// <summary>Writes what was counted, every minute, and when the host stops: one transaction for each clinic that texted. What was counted in the minute before a kill is lost.</summary>
public sealed class CostWriter(RunningCosts costs, ICostBook book, TimeProvider time, ILogger<CostWriter> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly string _process = Guid.NewGuid().ToString("N");

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var totals = costs.Unwritten();
        for (var i = 0; i < totals.Length; i++)
        {
            try
            {
                await book.WriteAsync(_process, totals[i], cancellationToken);
                costs.Written(totals[i]);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                AdapterLog.CostsNotWritten(log, totals.Length - i, fault.GetType().Name);
                return;
            }
        }
    }
}
