using System.Text.Json;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>Turns a message into what the function takes.</summary>
internal static class QueuePayload
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="JsonException">The body is not the JSON that the type is read from.</exception>
    public static object? Read(QueueMessage message, Type type) =>
        type == typeof(QueueMessage) ? message
        : type == typeof(BinaryData) ? message.Body
        : type == typeof(string) ? message.Body.ToString()
        : type == typeof(byte[]) ? message.Body.ToArray()
        : JsonSerializer.Deserialize(message.Body.ToMemory().Span, type, Options);

    /// <summary>What the trigger tells beside the message.</summary>
    public static Dictionary<string, object?> Data(QueueMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Id"] = message.MessageId,
        ["DequeueCount"] = message.DequeueCount,
        ["PopReceipt"] = message.PopReceipt,
        ["InsertionTime"] = message.InsertedOn,
        ["ExpirationTime"] = message.ExpiresOn,
        ["NextVisibleTime"] = message.NextVisibleOn,
    };
}
