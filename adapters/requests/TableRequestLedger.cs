using Azure;
using Azure.Data.Tables;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Requests;

/// <summary>The ledger in Azure Tables: a partition and one row for each key.</summary>
public sealed class TableRequestLedger(TableClient table) : IRequestLedger
{
    private const string Row = "request";

    /// <inheritdoc />
    public async Task<RequestEntry> BeginAsync(string key, string fingerprint, Instant now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var fresh = new TableEntity(key, Row) { ["Fingerprint"] = fingerprint, ["At"] = now.ToDateTimeOffset() };
            var found = await table.GetEntityIfExistsAsync<TableEntity>(key, Row, cancellationToken: cancellationToken);
            try
            {
                if (!found.HasValue)
                {
                    await table.AddEntityAsync(fresh, cancellationToken);
                }
                else if (Read(found.Value!, fingerprint, now) is { } entry)
                {
                    return entry;
                }
                else
                {
                    await table.UpdateEntityAsync(fresh, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                }

                return new RequestEntry.Fresh();
            }
            catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412)
            {
                // Somebody else was faster: look again at what they wrote.
            }
        }
    }

    /// <inheritdoc />
    public async Task FinishAsync(string key, KeptAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var row = new TableEntity(key, Row) { ["Status"] = answer.Status, ["Body"] = answer.Body, ["Location"] = answer.Location };
        try
        {
            await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            // Removed meanwhile, being old: then nobody asks for it.
        }
    }

    /// <inheritdoc />
    public async Task ForgetAsync(string key, CancellationToken cancellationToken) => await table.DeleteEntityAsync(key, Row, ETag.All, cancellationToken);

    /// <inheritdoc />
    public async Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"At lt {before.ToDateTimeOffset()}"), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row, ETag.All, cancellationToken);
            removed++;
        }

        return removed;
    }

    /// <inheritdoc />
    public async Task<int> RemoveNamingAsync(string id, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(
            "Status ge 0", select: ["PartitionKey", "RowKey", "Status", "Body", "Location"], cancellationToken: cancellationToken))
        {
            if (AnswerOf(row) is { } answer && RequestRules.Names(answer, id))
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private static KeptAnswer? AnswerOf(TableEntity row) =>
        row.GetInt32("Status") is { } status ? new KeptAnswer(status, row.GetString("Body"), row.GetString("Location")) : null;

    private static RequestEntry? Read(TableEntity row, string fingerprint, Instant now) => RequestRules.Read(
        row.GetString("Fingerprint"),
        Instant.FromDateTimeOffset(row.GetDateTimeOffset("At")!.Value),
        AnswerOf(row),
        fingerprint,
        now);
}
