using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>Hands texts to the carrier. The same key twice is one text on the phone.</summary>
public interface ITextSender
{
    /// <summary>Sends one text.</summary>
    /// <exception cref="TextNotSentException">The carrier could not be reached, or asked to be left alone for now.</exception>
    Task<SendResult> SendAsync(OutgoingText text, CancellationToken cancellationToken);
}

/// <summary>A text on its way to the carrier.</summary>
/// <param name="Key">Makes a repeat recognizable, and comes back in the delivery report.</param>
/// <param name="DecidedAt">When it was decided to go out; the same for every repeat.</param>
/// <param name="To">The phone in E.164.</param>
/// <param name="Body">The words, complete.</param>
public sealed record OutgoingText(EffectKey Key, Instant DecidedAt, PatientText To, PatientText Body);

/// <summary>What the carrier said at once.</summary>
public enum SendResult
{
    /// <summary>Queued; a delivery report follows.</summary>
    Accepted,

    /// <summary>It will never be sent: the number or the text is refused.</summary>
    Refused,

    /// <summary>The number is on the carrier's opt-out list.</summary>
    Blocked,
}

/// <summary>The carrier took no text just now. Holds no number and no words.</summary>
public sealed class TextNotSentException : Exception
{
    /// <summary>Takes the kind of failure, such as <c>HTTP 503</c>.</summary>
    public TextNotSentException(string cause)
        : base($"The carrier took no text: {cause}.")
    {
        Cause = cause;
    }

    /// <summary>The kind of failure, such as <c>HTTP 429</c>.</summary>
    public string Cause { get; }

    /// <summary>Whether our number has sent more than the carrier takes of it in a minute: the text is fine, and so is the connection.</summary>
    public bool TooMany { get; init; }

    /// <summary>How long the carrier asks to be left alone; null when it names no time.</summary>
    public Duration? RetryAfter { get; init; }
}
