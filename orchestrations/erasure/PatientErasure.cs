using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Orchestrations.Erasures;

/// <summary>A person's erasure, from outside.</summary>
public static class PatientErasure
{
    /// <summary>How the instances of erasures begin.</summary>
    public const string Prefix = "erasure-";

    /// <summary>The instance id of a patient's erasure: there is at most one at a time.</summary>
    public static string InstanceOf(PatientId patient) => $"{Prefix}{patient.Value}";

    /// <summary>Starts an erasure that was noted, unless it runs or is finished; tells whether it did.</summary>
    public static async Task<bool> StartAsync(DurableTaskClient client, ErasureRecord record, TimeSpan grace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(record);
        if (record.FinishedAt is not null || await IsRunningAsync(client, record.Patient, cancellationToken))
        {
            return false;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ErasureOrchestrator.Name,
                new ErasureOrder(record.Clinic.Value, record.Patient.Value, record.Journey, grace.TotalSeconds),
                new StartOrchestrationOptions(InstanceOf(record.Patient)),
                cancellationToken);
            return true;
        }
        catch (Exception)
        {
            // Somebody else may have started it in this moment, which each engine reports in its own way.
            if (await IsRunningAsync(client, record.Patient, cancellationToken))
            {
                return false;
            }

            throw;
        }
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, PatientId patient, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(InstanceOf(patient), cancellationToken) is { IsCompleted: false };
}
