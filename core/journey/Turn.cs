using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>How a step speaks just now: by itself, or in answer to the patient.</summary>
internal sealed class Turn
{
    private Turn(Instant? writtenAt, Instant latest) => (WrittenAt, Latest) = (writtenAt, latest);

    /// <summary>When the patient wrote what is answered; null where nobody asked.</summary>
    public Instant? WrittenAt { get; }

    /// <summary>Until when a text that nobody asked for is of use.</summary>
    public Instant Latest { get; }

    /// <summary>The texts that were sent in this turn, in order.</summary>
    public List<(EffectKey Key, bool Asks)> Sent { get; } = [];

    /// <summary>By itself.</summary>
    public static Turn Unasked(Instant latest) => new(null, latest);

    /// <summary>In answer to the patient.</summary>
    public static Turn Answering(Instant writtenAt) => new(writtenAt, Instant.MaxValue);
}
