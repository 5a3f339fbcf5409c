using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.Erasures;

/// <summary>Records of erasures in Azure Tables: a partition for each clinic, a row for each journey that was erased, a patient's newest first.</summary>
public sealed class TableErasureBook(TableClient table) : IErasureBook
{
    private static readonly JsonSerializerOptions Json = new(JourneyJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(JourneyJson.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    };

    /// <inheritdoc />
    public async Task<ErasureRecord> AddAsync(ErasureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        try
        {
            await table.AddEntityAsync(Row(record), cancellationToken);
            return record;
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            var known = await table.GetEntityAsync<TableEntity>(record.Clinic.Value, KeyOf(record), cancellationToken: cancellationToken);
            return Read(known.Value);
        }
    }

    /// <inheritdoc />
    public async Task SetAsync(ErasureRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        await table.UpsertEntityAsync(Row(record), TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ErasureRecord?> FindAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {clinic.Value} and RowKey ge {patient.Value + "|"} and RowKey lt {patient.Value + "}"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken))
        {
            return Read(row);
        }

        return null;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ErasureRecord>> ListUnfinishedAsync(CancellationToken cancellationToken)
    {
        var records = ImmutableArray.CreateBuilder<ErasureRecord>();
        await foreach (var row in table.QueryAsync<TableEntity>("Finished eq false", cancellationToken: cancellationToken))
        {
            records.Add(Read(row));
        }

        return records.DrainToImmutable();
    }

    /// <inheritdoc />
    public async Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"FinishedAt lt {before.ToDateTimeOffset()}"), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            removed++;
        }

        return removed;
    }

    private static string KeyOf(ErasureRecord record) => string.Create(CultureInfo.InvariantCulture, $"{record.Patient}|{long.MaxValue - record.Journey:D19}");

    private static TableEntity Row(ErasureRecord record) => new(record.Clinic.Value, KeyOf(record))
    {
        ["Journey"] = record.Journey,
        ["Who"] = record.Who,
        ["Reason"] = record.Reason.ToString(),
        ["BegunAt"] = record.BegunAt.ToDateTimeOffset(),
        ["Finished"] = record.FinishedAt is not null,
        ["FinishedAt"] = record.FinishedAt?.ToDateTimeOffset(),
        ["Phone"] = record.Phone,
        ["OptedOutSince"] = record.OptedOutSince?.ToDateTimeOffset(),
        ["Evidence"] = record.Evidence.IsDefault ? null : JsonSerializer.Serialize(record.Evidence, Json),
    };

    private static ErasureRecord Read(TableEntity row) => new(
        new ClinicId(row.PartitionKey), new PatientId(row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)]), row.GetInt64("Journey") ?? 0,
        row.GetString("Who"), Enum.Parse<ErasureReason>(row.GetString("Reason")), Instant.FromDateTimeOffset(row.GetDateTimeOffset("BegunAt")!.Value))
    {
        FinishedAt = At(row, "FinishedAt"),
        Phone = row.GetString("Phone"),
        OptedOutSince = At(row, "OptedOutSince"),
        Evidence = row.GetString("Evidence") is { } json ? JsonSerializer.Deserialize<ImmutableArray<ConsentEvidence>>(json, Json) : default,
    };

    private static Instant? At(TableEntity row, string column) => row.GetDateTimeOffset(column) is { } at ? Instant.FromDateTimeOffset(at) : null;
}
