using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Orchestrations.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace MicroCare.Orchestrations.Sweeps;

/// <summary>The effects of the nightly sweep.</summary>
public sealed class SweepActivities(IEngagementSweep sweep)
{
    /// <summary>Counts one share.</summary>
    public const string SweepShare = "SweepShare";

    /// <summary>Calls alarms that should have rung.</summary>
    public const string CallAlarms = "CallAlarms";

    /// <summary>Keeps the night's report.</summary>
    public const string ReportSweep = "ReportSweep";

    private const int CalledAtOnce = 8;

    /// <summary>Counts one share of the journeys by state.</summary>
    [Function(SweepShare)]
    public async Task<SweptShare> SweepShareAsync([ActivityTrigger] int share, CancellationToken cancellationToken)
    {
        var swept = await sweep.SweepAsync(share, cancellationToken);
        return new SweptShare(
            [.. swept.Counts.Select(count => new SweptCount(count.Clinic.Value, count.State, count.Journeys))],
            [.. swept.Overdue.Select(patient => patient.Value)]);
    }

    /// <summary>Starts each alarm of a portion anew where it is gone, else makes it look at its journey.</summary>
    [Function(CallAlarms)]
    public static Task CallAlarmsAsync(
        [ActivityTrigger] ImmutableArray<string> patients, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            patients,
            new ParallelOptions { MaxDegreeOfParallelism = CalledAtOnce, CancellationToken = cancellationToken },
            async (patient, token) => await JourneyAlarm.WakeAsync(client, new PatientId(patient), token));

    /// <summary>Adds the shares up, by clinic and state, and keeps the report.</summary>
    [Function(ReportSweep)]
    public async Task ReportSweepAsync([ActivityTrigger] SweptNight night, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(night);
        var counts = night.Counts
            .GroupBy(count => (count.Clinic, count.State))
            .OrderBy(group => group.Key.Clinic, StringComparer.Ordinal).ThenBy(group => group.Key.State, StringComparer.Ordinal)
            .Select(group => new SweepCount(new ClinicId(group.Key.Clinic), group.Key.State, group.Sum(count => count.Journeys)));
        var at = Instant.FromDateTimeUtc(DateTime.SpecifyKind(night.Night, DateTimeKind.Utc));
        await sweep.ReportAsync(new SweepReport(at, [.. counts], night.AlarmsCalled), cancellationToken);
    }
}
