using System.Collections.Immutable;
using Azure.Data.Tables;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Texting;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Adapters.Costs;

/// <summary>Costs in Azure Tables: a partition a clinic, a row for each day and each process that counted on it.</summary>
public sealed class TableCostBook(TableClient table) : ICostBook
{
    private const string AfterEveryProcess = "}"; // Follows the bar that stands between day and process.

    /// <inheritdoc />
    public async Task WriteAsync(string process, DayTotal total, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(total);
        await table.UpsertEntityAsync(
            new TableEntity(total.Clinic.Value, $"{LocalDatePattern.Iso.Format(total.Day)}|{process}")
            {
                ["TextsSent"] = total.Sent.Texts,
                ["SegmentsSent"] = total.Sent.Segments,
                ["MicrosSent"] = total.Sent.Micros,
                ["TextsReceived"] = total.Received.Texts,
                ["SegmentsReceived"] = total.Received.Segments,
                ["MicrosReceived"] = total.Received.Micros,
            },
            TableUpdateMode.Replace,
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<DayTotal>> ReadAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var (first, last) = (LocalDatePattern.Iso.Format(from), LocalDatePattern.Iso.Format(to) + AfterEveryProcess);
        var rows = new List<DayTotal>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {first} and RowKey le {last}"), cancellationToken: cancellationToken))
        {
            rows.Add(new DayTotal(
                new ClinicId(row.PartitionKey), LocalDatePattern.Iso.Parse(row.RowKey[..first.Length]).GetValueOrThrow(), Total(row, "Sent"), Total(row, "Received")));
        }

        return InMemoryCostBook.Sum(rows);
    }

    private static TextTotal Total(TableEntity row, string way) =>
        new(row.GetInt64($"Texts{way}") ?? 0, row.GetInt64($"Segments{way}") ?? 0, row.GetInt64($"Micros{way}") ?? 0);
}
