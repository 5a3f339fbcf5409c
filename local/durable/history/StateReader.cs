using System.Text.Json;
using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>Reads what <see cref="StateCodec"/> wrote.</summary>
internal static class StateReader
{
    /// <summary>Reads a body; the events of <paramref name="chunks"/> come first. Payloads stay where they are stored.</summary>
    public static InstanceState Read(StoredInstance stored, IReadOnlyList<HistoryEvent> chunks)
    {
        using var document = JsonDocument.Parse(stored.Body);
        var json = document.RootElement;
        var header = stored.Header;
        InstanceState state = new()
        {
            Id = header.InstanceId,
            Name = header.Name,
            Status = header.Status,
            CreatedAt = header.CreatedAt,
            UpdatedAt = header.UpdatedAt,
            ETag = stored.ETag,
            Generation = json.GetProperty("gen").GetString()!,
            ExecutionId = json.GetProperty("exec").GetString()!,
            Commit = json.GetProperty("commit").GetString()!,
            Played = json.GetProperty("played").GetInt32(),
            NextMessage = json.GetProperty("next").GetInt64(),
            Version = Text(json, "version") ?? "",
            StartAt = json.TryGetProperty("startAt", out var startAt) ? Utc(startAt) : default,
            CustomStatus = Text(json, "custom"),
            Parent = json.TryGetProperty("parent", out var p)
                ? new(p[0].GetString()!, p[1].GetString()!, p[2].GetString()!, p[3].GetInt32())
                : null,
            Tags = Tags(json),
            Chunks = ChunkNames(json),
            ChunkedEvents = json.TryGetProperty("chunked", out var chunked) ? chunked.GetInt32() : 0,
        };

        foreach (var e in chunks)
            state.Add(e);
        foreach (var e in json.GetProperty("history").EnumerateArray())
            state.Add(Event(e));
        ReadWaits(json, state);
        return state;
    }

    public static List<string> ChunkNames(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return ChunkNames(document.RootElement);
    }

    public static List<HistoryEvent> ReadChunk(ReadOnlyMemory<byte> chunk)
    {
        using var document = JsonDocument.Parse(chunk);
        return [.. document.RootElement.EnumerateArray().Select(Event)];
    }

    private static List<string> ChunkNames(JsonElement json)
        => json.TryGetProperty("chunks", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static void ReadWaits(JsonElement json, InstanceState state)
    {
        if (json.TryGetProperty("timers", out var timers))
        {
            for (var i = 0; i < timers.GetArrayLength(); i += 2)
                state.Timers.Add(new(timers[i].GetInt32(), Utc(timers[i + 1])));
        }

        if (json.TryGetProperty("heard", out var heard))
        {
            for (var i = 0; i < heard.GetArrayLength(); i += 3)
                state.Heard.Add(new(heard[i].GetString()!, heard[i + 1].GetString()!, heard[i + 2].GetInt64()));
        }

        if (json.TryGetProperty("outbox", out var outbox))
        {
            foreach (var m in outbox.EnumerateArray())
                state.Outbox.Add(Message(m));
        }
    }

    private static OutboxMessage Message(JsonElement json) => new()
    {
        Kind = (OutboxKind)json.GetProperty("k").GetInt32(),
        Number = json.GetProperty("no").GetInt64(),
        To = json.GetProperty("to").GetString()!,
        TaskId = json.GetProperty("i").GetInt32(),
        Name = Text(json, "n"),
        ExecutionId = Text(json, "x"),
        Version = Text(json, "v"),
        Data = Text(json, "d"),
        DataRef = Text(json, "r"),
        Failure = Failure(json),
        Tags = Tags(json),
    };

    private static HistoryEvent Event(JsonElement json) => new()
    {
        Kind = (EventKind)json.GetProperty("k").GetInt32(),
        TaskId = json.TryGetProperty("i", out var id) ? id.GetInt32() : -1,
        Time = json.TryGetProperty("t", out var time) ? Utc(time) : default,
        Name = Text(json, "n"),
        InstanceId = Text(json, "o"),
        Data = Text(json, "d"),
        DataRef = Text(json, "r"),
        Failure = Failure(json),
    };

    private static TaskFailureDetails? Failure(JsonElement json)
        => json.TryGetProperty("f", out var f)
            ? new(f.GetProperty("t").GetString()!, f.GetProperty("m").GetString()!, Text(f, "s"), Failure(f), null)
            : null;

    private static Dictionary<string, string>? Tags(JsonElement json)
        => json.TryGetProperty("tags", out var tags)
            ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!)
            : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTime Utc(JsonElement ticks) => new(ticks.GetInt64(), DateTimeKind.Utc);
}
