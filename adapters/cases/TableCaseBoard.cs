using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Cases;

/// <summary>
/// Clinics' cases in Azure Tables: a partition for each clinic, a row for each case. No words and no names are in it. One more partition names the emergencies
/// that nobody has acknowledged: it may name one too many, after a race, and never one too few.
/// </summary>
public sealed class TableCaseBoard(TableClient table) : ICaseBoard
{
    private const int MostRaces = 20;
    private const string Emergencies = "!emergencies"; // No clinic's id begins so.

    /// <inheritdoc />
    public async Task ShowAsync(ClinicCase shown, int sequence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shown);
        // Named before it is shown, for a crash in between; and once more after it, for a look that came in between and took the name away.
        await NameAsync(shown, cancellationToken);
        await KeepAsync(shown, sequence, cancellationToken);
        await NameAsync(shown, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ClinicCase>> ListAsync(ClinicId clinic, CaseQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {clinic.Value}");
        filter += query.Status is { } status ? $" and Status eq '{status}'" : $" and Status ne '{CaseStatus.Resolved}'";
        if (query.Patient is { } patient)
        {
            filter += TableClient.CreateQueryFilter($" and Patient eq {patient.Value}");
        }

        var cases = new List<ClinicCase>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            cases.Add(Read(row));
        }

        return query.Apply(cases);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ClinicCase>> EmergenciesAsync(Instant openedBy, CancellationToken cancellationToken)
    {
        var found = new List<ClinicCase>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Emergencies}"), cancellationToken: cancellationToken))
        {
            if (await FindAsync(row.GetString("Clinic"), row.RowKey, cancellationToken) is { Case.CallsPeople: true } one)
            {
                found.Add(one);
            }
            else
            {
                await ForgetAsync(row, cancellationToken);
            }
        }

        return [.. found.Where(one => one.Case.OpenedAt <= openedBy)];
    }

    /// <inheritdoc />
    public async Task EraseAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {clinic.Value} and Patient eq {patient.Value}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(Emergencies, row.RowKey, ETag.All, cancellationToken); // First: it is found by the case alone.
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private Task NameAsync(ClinicCase shown, CancellationToken cancellationToken) => shown.Case.CallsPeople
        ? table.UpsertEntityAsync(new TableEntity(Emergencies, shown.Case.Id.Value) { ["Clinic"] = shown.Clinic.Value }, TableUpdateMode.Replace, cancellationToken)
        : Task.CompletedTask;

    private async Task ForgetAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 412)
        {
            // It was named anew.
        }
    }

    private async Task KeepAsync(ClinicCase shown, int sequence, CancellationToken cancellationToken)
    {
        var row = new TableEntity(shown.Clinic.Value, shown.Case.Id.Value)
        {
            ["Patient"] = shown.Patient.Value,
            ["Sequence"] = sequence,
            ["Status"] = shown.Case.Status.ToString(),
            ["Case"] = JsonSerializer.Serialize(shown.Case, JourneyJson.Options),
        };
        for (var races = 0; races < MostRaces; races++)
        {
            try
            {
                var known = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, ["Sequence"], cancellationToken);
                if (!known.HasValue)
                {
                    await table.AddEntityAsync(row, cancellationToken);
                }
                else if (known.Value!.GetInt32("Sequence") < sequence)
                {
                    await table.UpdateEntityAsync(row, known.Value.ETag, TableUpdateMode.Replace, cancellationToken);
                }

                return;
            }
            catch (RequestFailedException fault) when (fault.Status is 409 or 412)
            {
                // Another showing of the same case came in between: compare again.
            }
        }

        throw new InvalidOperationException($"Case {shown.Case.Id} could not be shown: {MostRaces} others were faster.");
    }

    private async Task<ClinicCase?> FindAsync(string clinic, string id, CancellationToken cancellationToken) =>
        await table.GetEntityIfExistsAsync<TableEntity>(clinic, id, cancellationToken: cancellationToken) is { HasValue: true, Value: { } row } ? Read(row) : null;

    private static ClinicCase Read(TableEntity row) => new(
        new ClinicId(row.PartitionKey), new PatientId(row.GetString("Patient")),
        JsonSerializer.Deserialize<PatientCase>(row.GetString("Case"), JourneyJson.Options) ?? throw new JsonException("A row holds no case."));
}
