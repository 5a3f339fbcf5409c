namespace MicroCare.Core.Texting;

/// <summary>Texts counted together.</summary>
/// <param name="Texts">How many.</param>
/// <param name="Segments">How many segments they travelled in.</param>
/// <param name="Micros">What they cost, in millionths of the price table's currency.</param>
public readonly record struct TextTotal(long Texts, long Segments, long Micros)
{
    /// <summary>With one text more.</summary>
    public TextTotal Plus(TextCost cost) => new(Texts + 1, Segments + cost.Segments, Micros + cost.Micros);

    /// <summary>Both together.</summary>
    public TextTotal Plus(TextTotal other) => new(Texts + other.Texts, Segments + other.Segments, Micros + other.Micros);
}
