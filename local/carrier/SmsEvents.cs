using System.Globalization;
using System.Text.Json.Nodes;

namespace MicroCare.Local.Carriers;

/// <summary>
/// The two events of the service in the Event Grid schema, shaped as Microsoft's samples: numbers of the sender without "+", the tag's
/// name with a capital (Microsoft Learn, "Azure Communication Services - SMS events").
/// </summary>
internal static class SmsEvents
{
    private const string Topic =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local" +
        "/providers/microsoft.communication/communicationservices/local";

    public static JsonObject Received(CarriedText text)
    {
        var data = new JsonObject
        {
            ["messageId"] = text.MessageId,
            ["from"] = Bare(text.From),
            ["to"] = Bare(text.To),
            ["message"] = text.Body,
            ["receivedTimestamp"] = Instant(text.At),
            ["segmentCount"] = text.Segments,
        };
        return Event(text.MessageId, text.To, "Microsoft.Communication.SMSReceived", text.DueAt, data);
    }

    public static JsonObject DeliveryReport(CarriedText text)
    {
        var delivered = text.Status == TextStatus.Delivered;
        var data = new JsonObject
        {
            ["messageId"] = text.MessageId,
            ["from"] = Bare(text.From),
            ["to"] = text.To,
            ["deliveryStatus"] = delivered ? "Delivered" : "Failed",
            ["deliveryStatusDetails"] = text.Details,
            ["receivedTimestamp"] = Instant(text.DueAt),
            ["deliveryAttempts"] = new JsonArray(new JsonObject
            {
                ["timestamp"] = Instant(text.DueAt),
                ["segmentsSucceeded"] = delivered ? text.Segments : 0,
                ["segmentsFailed"] = delivered ? 0 : text.Segments,
            }),
        };
        if (text.Tag is not null)
            data["Tag"] = text.Tag;
        return Event(text.MessageId, text.From, "Microsoft.Communication.SMSDeliveryReportReceived", text.DueAt, data);
    }

    private static JsonObject Event(string id, string number, string type, DateTimeOffset at, JsonObject data) => new()
    {
        ["id"] = id,
        ["topic"] = Topic,
        ["subject"] = $"/phonenumber/{Bare(number)}",
        ["data"] = data,
        ["eventType"] = type,
        ["dataVersion"] = "1.0",
        ["metadataVersion"] = "1",
        ["eventTime"] = Instant(at),
    };

    private static string Bare(string number) => number.TrimStart('+');

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
