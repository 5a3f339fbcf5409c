using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Tasks;

/// <summary>Clinics' tasks in Azure Tables: a partition for each clinic.</summary>
public sealed class TableTaskBoard(TableClient table) : ITaskBoard
{
    /// <inheritdoc />
    public async Task OpenAsync(JourneyEffect.OpenTask effect, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var row = new TableEntity(effect.Clinic.Value, effect.Key.Value)
        {
            ["Patient"] = effect.Patient.Value,
            ["Reason"] = effect.Reason.ToString(),
            ["OpenedAt"] = at.ToDateTimeOffset(),
        };
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            // Opened before: the same key is the same task.
        }
    }

    /// <inheritdoc />
    public async Task CloseAsync(JourneyEffect.CloseTask effect, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(effect.Clinic.Value, effect.Task.Value, cancellationToken: cancellationToken);
        if (!found.HasValue || found.Value!.GetDateTimeOffset("ClosedAt") is not null)
        {
            return;
        }

        var row = new TableEntity(effect.Clinic.Value, effect.Task.Value) { ["ClosedAt"] = at.ToDateTimeOffset() };
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ClinicTask>> ListAsync(ClinicId clinic, int most, CancellationToken cancellationToken)
    {
        var tasks = new List<ClinicTask>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {clinic.Value}"), cancellationToken: cancellationToken))
        {
            tasks.Add(new ClinicTask(
                new EffectKey(row.RowKey), new PatientId(row.GetString("Patient")), Enum.Parse<TaskReason>(row.GetString("Reason")),
                Instant.FromDateTimeOffset(row.GetDateTimeOffset("OpenedAt")!.Value),
                row.GetDateTimeOffset("ClosedAt") is { } closed ? Instant.FromDateTimeOffset(closed) : null));
        }

        return InMemoryTaskBoard.Sort(tasks, most);
    }
}
