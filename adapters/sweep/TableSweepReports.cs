using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Sweep;

/// <summary>The nightly counts in Azure Tables: one partition, the newest night first.</summary>
public sealed class TableSweepReports(TableClient table) : ISweepReports
{
    private const string Partition = "sweep";

    /// <inheritdoc />
    public async Task KeepAsync(SweepReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        var night = report.Night.ToDateTimeOffset();
        var newestFirst = (DateTimeOffset.MaxValue.UtcTicks - night.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        await table.UpsertEntityAsync(
            new TableEntity(Partition, newestFirst)
            {
                ["Night"] = night,
                ["Counts"] = JsonSerializer.Serialize(report.Counts, JsonSerializerOptions.Web),
                ["AlarmsCalled"] = report.AlarmsCalled,
            },
            TableUpdateMode.Replace,
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<SweepReport>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        var reports = ImmutableArray.CreateBuilder<SweepReport>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
        {
            if (reports.Count == most)
            {
                break;
            }

            reports.Add(new SweepReport(
                Instant.FromDateTimeOffset(row.GetDateTimeOffset("Night")!.Value),
                JsonSerializer.Deserialize<ImmutableArray<SweepCount>>(row.GetString("Counts"), JsonSerializerOptions.Web),
                row.GetInt32("AlarmsCalled") ?? 0));
        }

        return reports.DrainToImmutable();
    }
}
