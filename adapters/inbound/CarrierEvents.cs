using System.Collections.Immutable;
using System.Text.Json;
using MicroCare.Adapters.Texting;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Texting;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Adapters.Inbound;

/// <summary>An event of the carrier's, read.</summary>
public abstract record CarrierEvent
{
    private CarrierEvent()
    {
    }

    /// <summary>Somebody wrote to us.</summary>
    public sealed record TextArrived(InboundText Text) : CarrierEvent;

    /// <summary>A text of ours was delivered, or was not.</summary>
    public sealed record ReportArrived(DeliveryReport Report) : CarrierEvent;

    /// <summary>An event of no concern to us: another type, or a report on a text that carries no tag of ours.</summary>
    public sealed record OfNoConcern : CarrierEvent;
}

/// <summary>A queue message that is no carrier event, or one that lacks what it must have. Holds nothing of its content.</summary>
public sealed class CarrierEventException(string message) : Exception(message);

/// <summary>
/// Reads Event Grid's messages about texts: one event or several in a message, in Event Grid's own schema or as CloudEvents. The carrier's field
/// casing and number format vary (Azure documents <c>Tag</c> and <c>tag</c>, numbers with and without a plus sign), so both are read leniently.
/// </summary>
public static class CarrierEvents
{
    private const string Received = "Microsoft.Communication.SMSReceived";
    private const string Reported = "Microsoft.Communication.SMSDeliveryReportReceived";

    /// <summary>The events of a message, in order.</summary>
    /// <exception cref="CarrierEventException">The message is not JSON, or an event in it lacks what it must have.</exception>
    public static ImmutableArray<CarrierEvent> Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(ReadOne)]
                : [ReadOne(document.RootElement)];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // The latter: broken characters.
        {
            throw new CarrierEventException("The message is not JSON."); // The parser's own message may quote it.
        }
    }

    private static CarrierEvent ReadOne(JsonElement element)
    {
        var type = Text(element, "eventType") ?? Text(element, "type") ?? throw Missing("eventType");
        if (type is not (Received or Reported))
        {
            return new CarrierEvent.OfNoConcern();
        }

        if (Find(element, "data") is not { ValueKind: JsonValueKind.Object } data)
        {
            throw Missing("data");
        }

        var message = Text(data, "messageId") ?? Text(element, "id") ?? throw Missing("data.messageId");
        return type == Received ? ReadText(element, data, message) : ReadReport(data, message);
    }

    /// <summary>What was written. Half an emoji or a broken character must not keep a text from being taken: it stands as U+FFFD.</summary>
    private static string Words(JsonElement data)
    {
        try
        {
            return Text(data, "message") ?? "";
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static CarrierEvent.TextArrived ReadText(JsonElement element, JsonElement data, string message)
    {
        var from = UsPhone.FromCarrier(Text(data, "from")) ?? throw Missing("data.from");
        var at = ReadTime(Text(data, "receivedTimestamp") ?? Text(element, "eventTime") ?? Text(element, "time"));
        var words = Words(data);
        return new(new InboundText(new InputId($"sms-{message}"), new PatientText(from), new PatientText(words), at) { Segments = Segments(data, words) });
    }

    /// <summary>As the carrier counted; as we do where it says nothing that can be.</summary>
    private static int Segments(JsonElement data, string words) =>
        Find(data, "segmentCount") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count is > 0 and < 1_000 ? count : SmsSegments.Of(words);

    private static CarrierEvent ReadReport(JsonElement data, string message)
    {
        if (Text(data, "tag") is not { } tag || !new EffectKey(tag).TryRead(out _, out _))
        {
            return new CarrierEvent.OfNoConcern();
        }

        var status = Text(data, "deliveryStatus") ?? throw Missing("data.deliveryStatus");
        var details = Text(data, "deliveryStatusDetails");
        var delivered = status.Equals("Delivered", StringComparison.OrdinalIgnoreCase);
        var blocked = !delivered && CarrierWords.SayOptedOut(details);
        var outcome = delivered ? DeliveryOutcome.Delivered : blocked ? DeliveryOutcome.Blocked : DeliveryOutcome.Failed;
        return new CarrierEvent.ReportArrived(new DeliveryReport(
            new InputId($"report-{message}-{outcome}"), new EffectKey(tag), outcome, delivered ? null : Code(details)));
    }

    /// <summary>The carrier's phrase without digits, at most 60 characters: a phrase may quote the number.</summary>
    private static string? Code(string? details) => string.IsNullOrWhiteSpace(details)
        ? null
        : new string([.. details.Where(c => !char.IsDigit(c) && c != '+').Take(60)]).Trim();

    private static Instant ReadTime(string? text)
    {
        var time = text is null ? null : OffsetDateTimePattern.ExtendedIso.Parse(text);
        return time is { Success: true } ? time.Value.ToInstant() : throw Missing("data.receivedTimestamp");
    }

    private static CarrierEventException Missing(string field) => new($"The event has no usable '{field}'.");

    private static string? Text(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Find(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }
}
