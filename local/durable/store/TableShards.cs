using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace MicroCare.Local.Durable;

/// <summary>
/// Spreads instances over several tables by a stable hash of their id. Azurite scans and sorts a whole table for each page of a
/// query, so that reading one large table takes time that grows with the square of its size.
/// </summary>
internal sealed class TableShards
{
    public const int Count = 16;

    private readonly TableClient[] _tables;

    public TableShards(TableServiceClient service, string hubName)
        => _tables = [.. Enumerable.Range(0, Count).Select(i => service.GetTableClient(string.Create(CultureInfo.InvariantCulture, $"{hubName}Durable{i:D2}")))];

    public IReadOnlyList<TableClient> All => _tables;

    public TableClient For(string instanceId)
    {
        // FNV-1a: the shard of an id must never change, so no framework hash.
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(instanceId))
            hash = (hash ^ b) * 16777619;
        return _tables[hash % Count];
    }
}
