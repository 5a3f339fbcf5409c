using System.Collections.Immutable;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.DeadLetters;

/// <summary>
/// Messages that could not be handled, in Azure Tables, encrypted. A queue message has at most 64 KiB, which encrypted is more than one
/// property takes: it is cut into parts.
/// </summary>
public sealed class TableDeadLetters(TableClient table, FieldCipher cipher, IReplayQueue queues) : IDeadLetters
{
    private const string Partition = "dead";
    private const int PartLength = 30_000;

    /// <inheritdoc />
    public async Task KeepAsync(string id, string queue, PatientText body, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var secret = cipher.Encrypt(body, $"dead/{id}");
        var parts = secret.Chunk(PartLength).ToList();
        var row = new TableEntity(Partition, id)
        {
            ["Queue"] = queue,
            ["At"] = at.ToDateTimeOffset(),
            ["Bytes"] = Encoding.UTF8.GetByteCount(body.Words),
            ["Parts"] = parts.Count,
        };
        for (var i = 0; i < parts.Count; i++)
        {
            row[$"Body{i}"] = new string(parts[i]);
        }

        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<DeadLetter>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), select: ["RowKey", "Queue", "At", "Bytes", "ReplayedAt"], cancellationToken: cancellationToken))
        {
            letters.Add(new DeadLetter(
                row.RowKey, row.GetString("Queue"), Instant.FromDateTimeOffset(row.GetDateTimeOffset("At")!.Value), row.GetInt32("Bytes") ?? 0,
                row.GetDateTimeOffset("ReplayedAt") is { } replayed ? Instant.FromDateTimeOffset(replayed) : null));
        }

        return [.. letters.OrderByDescending(letter => letter.At).Take(most)];
    }

    /// <inheritdoc />
    public async Task<bool> ReplayAsync(string id, Instant at, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        if (!found.HasValue)
        {
            return false;
        }

        var row = found.Value!;
        var secret = string.Concat(Enumerable.Range(0, row.GetInt32("Parts") ?? 0).Select(i => row.GetString($"Body{i}")));
        await queues.SendAsync(row.GetString("Queue"), cipher.Decrypt(secret, $"dead/{id}"), cancellationToken);
        await table.UpdateEntityAsync(
            new TableEntity(Partition, id) { ["ReplayedAt"] = at.ToDateTimeOffset() }, ETag.All, TableUpdateMode.Merge, cancellationToken);
        return true;
    }
}
