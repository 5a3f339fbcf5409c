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
