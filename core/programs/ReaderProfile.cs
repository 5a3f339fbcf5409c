namespace MicroCare.Core.Programs;

/// <summary>How much reading a text may ask for.</summary>
public enum ReadingLevel
{
    /// <summary>A US grade level of about eight.</summary>
    Standard,

    /// <summary>A US grade level of about six, and no word that needs schooling in health.</summary>
    Plain,
}

/// <summary>How a text speaks.</summary>
public enum TextTone
{
    /// <summary>Kindly, with a word of encouragement.</summary>
    Warm,

    /// <summary>To the point.</summary>
    Direct,
}

/// <summary>How much a text says.</summary>
public enum TextFormat
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>The shortest useful form.</summary>
    Brief,
}

/// <summary>What a patient reads best; chooses among the variants of a text.</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Level">Counts most.</param>
/// <param name="Tone">Counts less.</param>
/// <param name="Format">Counts least.</param>
public sealed record ReaderProfile(
    string Language, ReadingLevel Level = ReadingLevel.Standard, TextTone Tone = TextTone.Warm, TextFormat Format = TextFormat.Full);
