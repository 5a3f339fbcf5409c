using System.Collections.Immutable;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Adapters.DeadLetters;

/// <summary>
/// Messages that could not be handled, in Azure Tables, encrypted. A queue message has at most 64 KiB, which encrypted is more than one
/// property takes: it is cut into parts.
/// </summary>
public sealed class TableDeadLetters(TableClient table, FieldCipher cipher, IReplayQueue queues) : IDeadLetters, IEncryptedRows
{
    private const string Partition = "dead";
    private const int PartLength = 30_000;

    /// <inheritdoc />
    public int Shares => 1;

    /// <inheritdoc />
    public async Task KeepAsync(string id, string queue, PatientText body, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var secret = cipher.Encrypt(body, $"dead/{id}");
        var row = new TableEntity(Partition, id)
        {
            ["Queue"] = queue,
            ["At"] = at.ToDateTimeOffset(),
            ["Bytes"] = Encoding.UTF8.GetByteCount(body.Words),
        };
        foreach (var (column, value) in Cut(secret))
        {
            row[column] = value;
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
        ArgumentNullException.ThrowIfNull(id);
        if (!CanBeId(id) || await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken) is not { HasValue: true, Value: { } row })
        {
            return false;
        }

        await queues.SendAsync(row.GetString("Queue"), cipher.Decrypt(Join(row), $"dead/{id}"), cancellationToken);
        await table.UpdateEntityAsync(
            new TableEntity(Partition, id) { ["ReplayedAt"] = at.ToDateTimeOffset() }, ETag.All, TableUpdateMode.Merge, cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public async Task<int> EraseAsync(PatientId patient, PatientText phone, CancellationToken cancellationToken)
    {
        var search = new LetterSearch(patient, phone);
        var erased = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
        {
            PatientText body;
            try
            {
                body = cipher.Decrypt(Join(row), $"dead/{row.RowKey}");
            }
            catch (DamagedFieldException)
            {
                continue; // Nobody can read it, so nobody can tell whose it is.
            }

            var left = search.Without(body);
            if (left is null)
            {
                await table.DeleteEntityAsync(Partition, row.RowKey, ETag.All, cancellationToken);
                erased++;
            }
            else if (left != body)
            {
                // Replaced whole, or a longer body's last parts would stay; on the row as it was read, or a replay's note would be lost.
                var fresh = new TableEntity(Partition, row.RowKey)
                {
                    ["Queue"] = row.GetString("Queue"),
                    ["At"] = row.GetDateTimeOffset("At"),
                    ["ReplayedAt"] = row.GetDateTimeOffset("ReplayedAt"),
                    ["Bytes"] = Encoding.UTF8.GetByteCount(left.Words),
                };
                foreach (var (column, value) in Cut(cipher.Encrypt(left, $"dead/{row.RowKey}")))
                {
                    fresh[column] = value;
                }

                await table.UpdateEntityAsync(fresh, row.ETag, TableUpdateMode.Replace, cancellationToken);
                erased++;
            }
        }

        return erased;
    }

    /// <inheritdoc />
    public async Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and At lt {before.ToDateTimeOffset()}"), select: ["PartitionKey", "RowKey"],
            cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            removed++;
        }

        return removed;
    }

    /// <inheritdoc />
    public Task<ReencryptedPage> ReencryptAsync(int share, string? after, Func<bool> until, CancellationToken cancellationToken) =>
        new RowRenewal(table, Renew).RunAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), after, until, cancellationToken);

    /// <summary>Ids are the queue's message ids, which are UUIDs. Tables answer 400 to keys with some other characters, and to long ones.</summary>
    private static bool CanBeId(string id) => id.Length is > 0 and <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private Dictionary<string, object?> Renew(TableEntity row)
    {
        var secret = Join(row);
        return cipher.IsCurrent(secret) ? [] : Cut(cipher.Renew(secret, $"dead/{row.RowKey}"));
    }

    private static string Join(TableEntity row) =>
        string.Concat(Enumerable.Range(0, row.GetInt32("Parts") ?? 0).Select(i => row.GetString($"Body{i}")));

    private static Dictionary<string, object?> Cut(string secret)
    {
        var parts = secret.Chunk(PartLength).ToList();
        var cells = parts.Select((part, index) => (Column: $"Body{index}", Value: (object?)new string(part))).ToDictionary(cell => cell.Column, cell => cell.Value);
        cells["Parts"] = parts.Count;
        return cells;
    }
}
