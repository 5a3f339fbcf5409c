using System.Collections.Immutable;
using MicroCare.Adapters.Journeys;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Sweep;

/// <summary>Counts journeys by state and finds those that nobody wakes.</summary>
public sealed class EngagementSweep(IPatientStore store, ISweepReports reports, TimeProvider time, ILogger<EngagementSweep> log) : IEngagementSweep
{
    private static readonly Duration Overdue = Duration.FromMinutes(15);

    /// <inheritdoc />
    public int Shares => store.Shares;

    /// <inheritdoc />
    public async Task<SweepShare> SweepAsync(int share, CancellationToken cancellationToken)
    {
        var late = time.GetCurrentInstant() - Overdue;
        var counts = new Dictionary<(ClinicId Clinic, string State), int>();
        var overdue = ImmutableArray.CreateBuilder<PatientId>();
        await foreach (var state in store.ScanAsync(share, cancellationToken))
        {
            var key = (state.Clinic, SweepState.Of(state.Phase, state.Engagement));
            counts[key] = counts.GetValueOrDefault(key) + 1;
            if (state.NextWake < late)
            {
                overdue.Add(state.Patient);
            }
        }

        return new SweepShare(
            [.. counts.OrderBy(pair => pair.Key.Clinic.Value, StringComparer.Ordinal).ThenBy(pair => pair.Key.State, StringComparer.Ordinal)
                .Select(pair => new SweepCount(pair.Key.Clinic, pair.Key.State, pair.Value))],
            overdue.DrainToImmutable());
    }

    /// <inheritdoc />
    public Task ReportAsync(SweepReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.AlarmsCalled > 0)
        {
            AdapterLog.AlarmsCalled(log, report.AlarmsCalled);
        }

        return reports.KeepAsync(report, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<SweepReport>> ReadAsync(int most, CancellationToken cancellationToken) => reports.ReadAsync(most, cancellationToken);
}
