using MicroCare.Core.Identity;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace MicroCare.Orchestrations.Journeys;

/// <summary>A journey's alarm clock, from outside.</summary>
public static class JourneyAlarm
{
    /// <summary>The event that makes the alarm look at the journey now.</summary>
    public const string Reschedule = "reschedule";

    /// <summary>The instance id of a patient's alarm: there is at most one.</summary>
    public static string InstanceOf(PatientId patient) => $"journey-{patient.Value}";

    /// <summary>Starts the alarm, unless it runs.</summary>
    public static async Task StartAsync(DurableTaskClient client, PatientId patient, Instant? wake, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var instance = InstanceOf(patient);
        if (await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false })
        {
            return;
        }

        await client.ScheduleNewOrchestrationInstanceAsync(
            JourneyOrchestrator.Name,
            new AlarmSetting(patient.Value, wake?.ToDateTimeUtc()),
            new Microsoft.DurableTask.StartOrchestrationOptions(instance),
            cancellationToken);
    }

    /// <summary>Makes the alarm look at the journey now, because its next wake moved up.</summary>
    public static Task WakeAsync(DurableTaskClient client, PatientId patient, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.RaiseEventAsync(InstanceOf(patient), Reschedule, null, cancellationToken);
    }
}

/// <summary>What an alarm knows: nothing but whose it is and when to ring.</summary>
/// <param name="Patient">The patient's opaque id.</param>
/// <param name="Wake">UTC; null: not until somebody calls.</param>
public sealed record AlarmSetting(string Patient, DateTime? Wake);
