using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Cases;

/// <summary>Clinics' cases in Azure Tables: a partition for each clinic, a row for each case. No words and no names are in it.</summary>
public sealed class TableCaseBoard(TableClient table) : ICaseBoard
{
    private const int MostRaces = 20;

    /// <inheritdoc />
    public async Task ShowAsync(ClinicCase shown, int sequence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shown);
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
            var one = JsonSerializer.Deserialize<PatientCase>(row.GetString("Case"), JourneyJson.Options)
                ?? throw new JsonException("A row holds no case.");
            cases.Add(new ClinicCase(clinic, new PatientId(row.GetString("Patient")), one));
        }

        return query.Apply(cases);
    }

    /// <inheritdoc />
    public async Task EraseAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {clinic.Value} and Patient eq {patient.Value}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }
}
