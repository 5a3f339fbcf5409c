using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Keys;

/// <summary>Goes through the rows of a table by paging and renews their fields, each row under its ETag: a row that moved meanwhile is read again.</summary>
/// <param name="table">The table.</param>
/// <param name="renew">The cells to write in the place of a row's own, by column; none where nothing is to be done.</param>
internal sealed class RowRenewal(TableClient table, Func<TableEntity, IReadOnlyDictionary<string, object?>> renew)
{
    private const char Between = '\n';

    public async Task<ReencryptedPage> RunAsync(string filter, string? after, Func<bool> until, CancellationToken cancellationToken)
    {
        var (rows, fields, unreadable, last) = (0, 0, 0, after);
        await foreach (var row in table.QueryAsync<TableEntity>(Filter(filter, after), cancellationToken: cancellationToken))
        {
            if (rows > 0 && until())
            {
                return new ReencryptedPage(rows, fields, unreadable, last);
            }

            try
            {
                fields += await RenewAsync(row, cancellationToken);
            }
            catch (Exception fault) when (fault is DamagedFieldException or KeyMissingException)
            {
                unreadable++; // One damaged row must not keep all others under the old key.
            }

            rows++;
            last = $"{row.PartitionKey}{Between}{row.RowKey}";
        }

        return new ReencryptedPage(rows, fields, unreadable, null);
    }

    private static string Filter(string filter, string? after) => after?.Split(Between) is [var partition, var row]
        ? $"({filter}) and {TableClient.CreateQueryFilter($"(PartitionKey gt {partition} or (PartitionKey eq {partition} and RowKey gt {row}))")}"
        : filter;

    private async Task<int> RenewAsync(TableEntity row, CancellationToken cancellationToken)
    {
        for (var current = row; ;)
        {
            var cells = renew(current);
            if (cells.Count == 0)
            {
                return 0;
            }

            var merge = new TableEntity(row.PartitionKey, row.RowKey);
            foreach (var (column, value) in cells)
            {
                merge[column] = value;
            }

            try
            {
                await table.UpdateEntityAsync(merge, current.ETag, TableUpdateMode.Merge, cancellationToken);
                return cells.Count;
            }
            catch (RequestFailedException fault) when (fault.Status is 404 or 412)
            {
                var again = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
                if (!again.HasValue)
                {
                    return 0;
                }

                current = again.Value!;
            }
        }
    }
}
