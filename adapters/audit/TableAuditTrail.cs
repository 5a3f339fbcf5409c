using System.Collections.Immutable;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Audit;

/// <summary>Who looked at what, in Azure Tables: a partition for each clinic, the newest row first. Rows are only ever added, and removed by age.</summary>
public sealed class TableAuditTrail(TableClient table) : IAuditTrail
{
    /// <inheritdoc />
    public Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return table.AddEntityAsync(
            new TableEntity(entry.Clinic.Value, $"{Newest(entry.When)}|{entry.Patient}|{Guid.NewGuid():N}")
            {
                ["Patient"] = entry.Patient.Value,
                ["Who"] = entry.Who,
                ["What"] = entry.What,
                ["When"] = entry.When.ToDateTimeOffset(),
                ["Why"] = entry.Why,
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<AuditEntry>> ReadAsync(ClinicId clinic, PatientId patient, int most, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<AuditEntry>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {clinic.Value} and Patient eq {patient.Value}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            entries.Add(new AuditEntry(
                clinic, patient, row.GetString("Who"), row.GetString("What"), Instant.FromDateTimeOffset(row.GetDateTimeOffset("When")!.Value), row.GetString("Why")));
            if (entries.Count == most)
            {
                break;
            }
        }

        return entries.DrainToImmutable();
    }

    /// <inheritdoc />
    public async Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        var removed = 0;
        var filter = TableClient.CreateQueryFilter($"RowKey gt {Newest(before) + "}"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            removed++;
        }

        return removed;
    }

    /// <summary>The beginning of a row's key: the newer, the smaller.</summary>
    private static string Newest(Instant when) => string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - when.ToDateTimeUtc().Ticks:D19}");
}
