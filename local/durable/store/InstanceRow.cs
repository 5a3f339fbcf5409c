using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>How an instance looks as a table entity: partition = instance id, row "i"; chunks stand beside it.</summary>
internal static class InstanceRow
{
    public const string RowKey = "i";

    private const int MaxProperty = 64 * 1024;

    /// <summary>A body above this goes to a blob: an entity has at most 1 MiB.</summary>
    public const int MaxBody = 896 * 1024;

    public static readonly string[] HeaderColumns = ["PartitionKey", "RowKey", "Name", "Status", "Created", "Updated", "Wake"];

    private static readonly string[] s_pieces = [.. Enumerable.Range(0, (MaxBody / MaxProperty) + 1).Select(i => $"B{i:D2}")];

    public static TableEntity Write(InstanceHeader header, ReadOnlyMemory<byte> body, string? bodyBlob)
    {
        TableEntity entity = new(header.InstanceId, RowKey)
        {
            ["Name"] = header.Name,
            ["Status"] = (int)header.Status,
            ["Created"] = Time(header.CreatedAt),
            ["Updated"] = Time(header.UpdatedAt),
            ["Wake"] = header.Wake,
        };
        if (bodyBlob is null)
            Fill(entity, body);
        else
            entity["BodyBlob"] = bodyBlob;
        return entity;
    }

    public static TableEntity WriteChunk(string instanceId, HistoryChunk chunk)
    {
        TableEntity entity = new(instanceId, chunk.Name);
        Fill(entity, chunk.Data);
        return entity;
    }

    public static InstanceHeader ReadHeader(TableEntity entity) => new(
        entity.PartitionKey,
        entity.GetString("Name"),
        (OrchestrationRuntimeStatus)entity.GetInt32("Status")!.Value,
        entity.GetDateTimeOffset("Created")!.Value.UtcDateTime,
        entity.GetDateTimeOffset("Updated")!.Value.UtcDateTime,
        entity.GetInt64("Wake")!.Value);

    public static string? BodyBlob(TableEntity entity) => entity.GetString("BodyBlob");

    /// <summary>Puts the binary properties together again.</summary>
    public static ReadOnlyMemory<byte> ReadBytes(TableEntity entity)
    {
        var first = entity.GetBinary(s_pieces[0]) ?? [];
        if (!entity.ContainsKey(s_pieces[1]))
            return first;

        using MemoryStream all = new();
        foreach (var name in s_pieces)
        {
            if (entity.GetBinary(name) is { } piece)
                all.Write(piece);
        }

        return all.ToArray();
    }

    /// <summary>Whether an error says that the row is not as the commit expects it: changed, gone or there already.</summary>
    public static bool IsStale(RequestFailedException e) => e.Status is 404 or 409 or 412;

    private static void Fill(TableEntity entity, ReadOnlyMemory<byte> bytes)
    {
        for (var i = 0; i * MaxProperty < bytes.Length || i == 0; i++)
            entity[s_pieces[i]] = bytes.Slice(i * MaxProperty, Math.Min(MaxProperty, bytes.Length - (i * MaxProperty))).ToArray();
    }

    private static DateTimeOffset Time(DateTime utc) => new(utc, TimeSpan.Zero);
}
