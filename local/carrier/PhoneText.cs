namespace MicroCare.Local.Carriers;

/// <summary>A text that has arrived on a phone.</summary>
/// <param name="From">The sender, as the request named it.</param>
/// <param name="To">The phone, E.164.</param>
/// <param name="Body">The words.</param>
/// <param name="MessageId">The carrier's id.</param>
/// <param name="At">When it arrived, on the carrier's clock.</param>
public sealed record PhoneText(string From, string To, string Body, string MessageId, DateTimeOffset At)
{
    /// <summary>The id alone: words and numbers stay out of logs.</summary>
    public override string ToString() => MessageId;
}
