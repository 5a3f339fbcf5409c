using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.Journeys;

/// <summary>Settles, every half minute, what was carried out and what no commit has taken along; and all of it when the host stops.</summary>
public sealed class OutboxSettler(SettledEffects settled, IPatientStore store, JourneyStepper stepper, TimeProvider time, ILogger<OutboxSettler> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SettleAsync(TimeSpan.Zero, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SettleAsync(Age, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task SettleAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        foreach (var patient in settled.OlderThan(age))
        {
            var effects = settled.Of(patient);
            if (stepper.KnowsGone(patient, effects))
            {
                settled.Remove(patient, effects); // The delivery report was faster than the carrier's answer to the sending.
                continue;
            }

            try
            {
                await store.SettleAsync(patient, effects, cancellationToken);
                stepper.Forget(patient);
                settled.Remove(patient, effects);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                AdapterLog.NotSettled(log, patient.Value, fault.GetType().Name); // The next round tries again.
            }
        }
    }
}
