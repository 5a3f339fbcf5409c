using System.Text.Json.Serialization;

namespace MicroCare.Local.Carriers;

/// <summary>Which way a text goes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextDirection>))]
public enum TextDirection
{
    /// <summary>From the app to a phone.</summary>
    ToPhone,

    /// <summary>From a phone to the app.</summary>
    FromPhone,
}

/// <summary>How far a text has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextStatus>))]
public enum TextStatus
{
    /// <summary>Taken from the app, not yet on the phone.</summary>
    Accepted,

    /// <summary>On the phone.</summary>
    Delivered,

    /// <summary>Never to be on the phone.</summary>
    Failed,

    /// <summary>Taken from a phone.</summary>
    Received,
}

/// <summary>One text in the carrier's books.</summary>
/// <param name="MessageId">The carrier's id, the same in response and events.</param>
/// <param name="Direction">To or from the phone.</param>
/// <param name="At">When the carrier took it.</param>
/// <param name="DueAt">When it reaches the other side.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient.</param>
/// <param name="Body">The words.</param>
/// <param name="Segments">How many segments it travels in.</param>
/// <param name="RepeatabilityId">The sender's id for this text and recipient; null when it gave none.</param>
/// <param name="Tag">The sender's tag, which the delivery report repeats.</param>
/// <param name="WantsReport">Whether a delivery report was asked for.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Details">The report's words about the status; for an accepted text, null or why it is going to fail.</param>
/// <param name="Published">Whether its event is on the queue.</param>
public sealed record CarriedText(
    string MessageId,
    TextDirection Direction,
    DateTimeOffset At,
    DateTimeOffset DueAt,
    string From,
    string To,
    string Body,
    int Segments,
    string? RepeatabilityId,
    string? Tag,
    bool WantsReport,
    TextStatus Status,
    string? Details,
    bool Published)
{
    /// <summary>The id alone: words and numbers stay out of logs.</summary>
    public override string ToString() => MessageId;
}
