namespace MicroCare.Core.Texting;

/// <summary>What a text costs.</summary>
/// <param name="Segments">How many it travels in; at least 1.</param>
/// <param name="Micros">In millionths of the price table's currency: whole numbers, so that sums are exact.</param>
public readonly record struct TextCost(int Segments, long Micros)
{
    /// <summary>A text that we send, by its words as sent.</summary>
    public static TextCost Sent(string words, SegmentPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var segments = SmsSegments.Of(words);
        return new TextCost(segments, segments * prices.Out);
    }

    /// <summary>A text that we receive.</summary>
    /// <param name="segments">As the carrier counts them.</param>
    /// <param name="prices">What each costs.</param>
    public static TextCost Received(int segments, SegmentPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        return new TextCost(segments, segments * prices.In);
    }
}
