using MicroCare.Core.Identity;
using Microsoft.DurableTask;
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

    /// <summary>Starts the alarm, unless it runs; tells whether it did.</summary>
    public static async Task<bool> StartAsync(DurableTaskClient client, PatientId patient, Instant? wake, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (await IsRunningAsync(client, patient, cancellationToken))
        {
            return false;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                JourneyOrchestrator.Name,
                new AlarmSetting(patient.Value, wake?.ToDateTimeUtc()),
                new StartOrchestrationOptions(InstanceOf(patient)),
                cancellationToken);
            return true;
        }
        catch (Exception)
        {
            // Somebody else may have started it in this moment, which each engine reports in its own way.
            if (await IsRunningAsync(client, patient, cancellationToken))
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Makes the alarm look at the journey now, because its next wake moved up; starts one that is gone.</summary>
    public static async Task WakeAsync(DurableTaskClient client, PatientId patient, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.RaiseEventAsync(InstanceOf(patient), Reschedule, null, cancellationToken);
        }
        catch (Exception)
        {
            // The engine refuses events to an alarm that was never started or has ended: begin one that rings at once.
            if (!await StartAsync(client, patient, NodaConstants.UnixEpoch, cancellationToken))
            {
                throw;
            }
        }
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, PatientId patient, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(InstanceOf(patient), cancellationToken) is { IsCompleted: false };
}

/// <summary>What an alarm knows: nothing but whose it is and when to ring.</summary>
/// <param name="Patient">The patient's opaque id.</param>
/// <param name="Wake">UTC; null: not until somebody calls.</param>
/// <param name="Gone">There is no such journey any more.</param>
public sealed record AlarmSetting(string Patient, DateTime? Wake, bool Gone = false);
