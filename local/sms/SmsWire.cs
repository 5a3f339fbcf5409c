using System.Globalization;
using System.Text.Json;

namespace Azure.Communication.Sms;

/// <summary>The JSON of <c>POST /sms</c>: Azure/azure-rest-api-specs, communication Sms 2021-03-07.</summary>
internal static class SmsWire
{
    /// <summary>The body. Every call gives each recipient a repeatability id of its own, so that a retry cannot text twice.</summary>
    public static BinaryData Request(string from, IEnumerable<string> to, string message, SmsSendOptions? options)
    {
        var firstSent = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("from", from);
            json.WriteStartArray("smsRecipients");
            foreach (var recipient in to)
            {
                json.WriteStartObject();
                json.WriteString("to", recipient);
                json.WriteString("repeatabilityRequestId", Guid.NewGuid().ToString());
                json.WriteString("repeatabilityFirstSent", firstSent);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("message", message);
            if (options is not null)
            {
                json.WriteStartObject("smsSendOptions");
                json.WriteBoolean("enableDeliveryReport", options.EnableDeliveryReport);
                if (options.Tag is not null)
                    json.WriteString("tag", options.Tag);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return new BinaryData(buffer.ToArray());
    }

    /// <summary>One result for each recipient, in the service's order.</summary>
    public static IReadOnlyList<SmsSendResult> Results(Stream body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("value").EnumerateArray().Select(Result)];
    }

    private static SmsSendResult Result(JsonElement item) => new(
        item.GetProperty("to").GetString()!,
        Optional(item, "messageId"),
        item.GetProperty("httpStatusCode").GetInt32(),
        item.GetProperty("successful").GetBoolean(),
        Optional(item, "errorMessage"));

    private static string? Optional(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
}
