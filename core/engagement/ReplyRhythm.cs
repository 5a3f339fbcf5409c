using System.Collections.Immutable;
using NodaTime;

namespace MicroCare.Core.Engagement;

/// <summary>
/// How often a patient writes of their own accord: the last few gaps between one day's texts and the next's. Silence means something
/// else for somebody who answers every day than for somebody who answers every third.
/// </summary>
/// <remarks>
/// The multiples are ours, not a published rule: trials of daily texts saw replies to 65 to 70 % of texts and engagement measured in
/// weeks (HealthySMS, PMC5440738; Small Steps), so three missed beats are early enough for a gentle word and six for a person to look.
/// </remarks>
/// <param name="LastHeardAt">When the patient last wrote, or consented; null before.</param>
/// <param name="GapHours">The last gaps, oldest first, in whole hours; texts less than four hours apart are one conversation and make no gap.</param>
public sealed record ReplyRhythm(Instant? LastHeardAt, ImmutableArray<int> GapHours)
{
    private const int Kept = 7;
    private const int SameConversationHours = 4;

    /// <summary>Nothing heard yet.</summary>
    public static readonly ReplyRhythm Unknown = new(null, []);

    /// <summary>The rhythm after the patient wrote at <paramref name="at"/>; a text older than the last heard one changes nothing.</summary>
    public ReplyRhythm Hear(Instant at)
    {
        if (LastHeardAt is not { } last)
        {
            return this with { LastHeardAt = at };
        }

        if (at <= last)
        {
            return this;
        }

        var hours = (int)(at - last).TotalHours;
        if (hours < SameConversationHours)
        {
            return this with { LastHeardAt = at };
        }

        var gaps = GapHours.Add(hours);
        return new ReplyRhythm(at, gaps.Length > Kept ? gaps.RemoveAt(0) : gaps);
    }

    /// <summary>
    /// The patient's usual gap: the median of the last ones, within 12 and 96 hours; with fewer than three known, how often the
    /// program asks, within 24 and 96 hours.
    /// </summary>
    public Duration Usual(Duration askSpacing)
    {
        if (GapHours.Length < 3)
        {
            return Clamp(askSpacing, Duration.FromHours(24), Duration.FromHours(96));
        }

        var sorted = GapHours.Sort();
        return Clamp(Duration.FromHours(sorted[sorted.Length / 2]), Duration.FromHours(12), Duration.FromHours(96));
    }

    /// <summary>How long a silence is drifting: three usual gaps, at least two days and at most a week.</summary>
    public Duration DriftAfter(Duration askSpacing) => Clamp(Usual(askSpacing) * 3, Duration.FromDays(2), Duration.FromDays(7));

    /// <summary>How long a silence is a lapse: six usual gaps, at least five days and at most two weeks.</summary>
    public Duration LapseAfter(Duration askSpacing) => Clamp(Usual(askSpacing) * 6, Duration.FromDays(5), Duration.FromDays(14));

    /// <inheritdoc />
    public bool Equals(ReplyRhythm? other) =>
        other is not null && LastHeardAt == other.LastHeardAt && GapHours.AsSpan().SequenceEqual(other.GapHours.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(LastHeardAt, GapHours.Length);

    private static Duration Clamp(Duration value, Duration low, Duration high) => Duration.Max(low, Duration.Min(high, value));
}
