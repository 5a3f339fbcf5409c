using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>Writes an instance's body and history chunks as compact JSON; <see cref="StateReader"/> reads them.</summary>
internal static class StateCodec
{
    private const int MaxFailureText = 8_000;

    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static ReadOnlyMemory<byte> WriteBody(InstanceState state)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using Utf8JsonWriter json = new(buffer, s_options);
        json.WriteStartObject();
        json.WriteString("gen"u8, state.Generation);
        json.WriteString("exec"u8, state.ExecutionId);
        json.WriteString("commit"u8, state.Commit);
        json.WriteNumber("played"u8, state.Played);
        json.WriteNumber("next"u8, state.NextMessage);
        if (state.Version.Length > 0)
            json.WriteString("version"u8, state.Version);
        if (state.StartAt != default)
            json.WriteNumber("startAt"u8, state.StartAt.Ticks);
        Text(json, "custom"u8, state.CustomStatus);
        if (state.Parent is { } parent)
        {
            json.WriteStartArray("parent"u8);
            json.WriteStringValue(parent.Name);
            json.WriteStringValue(parent.InstanceId);
            json.WriteStringValue(parent.ExecutionId);
            json.WriteNumberValue(parent.TaskId);
            json.WriteEndArray();
        }

        Tags(json, state.Tags);
        WriteWaits(json, state);
        if (state.Chunks.Count > 0)
        {
            json.WriteNumber("chunked"u8, state.ChunkedEvents);
            json.WriteStartArray("chunks"u8);
            foreach (var chunk in state.Chunks)
                json.WriteStringValue(chunk);
            json.WriteEndArray();
        }

        json.WriteStartArray("history"u8);
        for (var i = state.ChunkedEvents; i < state.History.Count; i++)
            Event(json, state.History[i]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> WriteChunk(IEnumerable<HistoryEvent> events)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using Utf8JsonWriter json = new(buffer, s_options);
        json.WriteStartArray();
        foreach (var e in events)
            Event(json, e);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteWaits(Utf8JsonWriter json, InstanceState state)
    {
        if (state.Timers.Count > 0)
        {
            json.WriteStartArray("timers"u8);
            foreach (var timer in state.Timers)
            {
                json.WriteNumberValue(timer.TaskId);
                json.WriteNumberValue(timer.FireAt.Ticks);
            }

            json.WriteEndArray();
        }

        if (state.Heard.Count > 0)
        {
            json.WriteStartArray("heard"u8);
            foreach (var heard in state.Heard)
            {
                json.WriteStringValue(heard.Sender);
                json.WriteStringValue(heard.Generation);
                json.WriteNumberValue(heard.Number);
            }

            json.WriteEndArray();
        }

        if (state.Outbox.Count > 0)
        {
            json.WriteStartArray("outbox"u8);
            foreach (var message in state.Outbox)
                Message(json, message);
            json.WriteEndArray();
        }
    }

    private static void Message(Utf8JsonWriter json, OutboxMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("k"u8, (int)message.Kind);
        json.WriteNumber("no"u8, message.Number);
        json.WriteString("to"u8, message.To);
        json.WriteNumber("i"u8, message.TaskId);
        Text(json, "n"u8, message.Name);
        Text(json, "x"u8, message.ExecutionId);
        Text(json, "v"u8, message.Version);
        Payload(json, message.Data, message.DataRef);
        Failure(json, "f"u8, message.Failure);
        Tags(json, message.Tags);
        json.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter json, HistoryEvent e)
    {
        json.WriteStartObject();
        json.WriteNumber("k"u8, (int)e.Kind);
        if (e.TaskId >= 0)
            json.WriteNumber("i"u8, e.TaskId);
        if (e.Time != default)
            json.WriteNumber("t"u8, e.Time.Ticks);
        Text(json, "n"u8, e.Name);
        Text(json, "o"u8, e.InstanceId);
        Payload(json, e.Data, e.DataRef);
        Failure(json, "f"u8, e.Failure);
        json.WriteEndObject();
    }

    private static void Payload(Utf8JsonWriter json, string? data, string? dataRef)
    {
        if (dataRef is not null)
            json.WriteString("r"u8, dataRef);
        else
            Text(json, "d"u8, data);
    }

    private static void Failure(Utf8JsonWriter json, ReadOnlySpan<byte> name, TaskFailureDetails? failure)
    {
        if (failure is null)
            return;

        json.WriteStartObject(name);
        json.WriteString("t"u8, failure.ErrorType);
        json.WriteString("m"u8, Cut(failure.ErrorMessage));
        Text(json, "s"u8, Cut(failure.StackTrace));
        Failure(json, "f"u8, failure.InnerFailure);
        json.WriteEndObject();
    }

    private static void Tags(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is not { Count: > 0 })
            return;

        json.WriteStartObject("tags"u8);
        foreach (var (key, value) in tags)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string? Cut(string? text) => text is { Length: > MaxFailureText } ? text[..MaxFailureText] : text;
}
