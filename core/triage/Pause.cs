namespace MicroCare.Core.Triage;

/// <summary>What stands between two words of a text.</summary>
internal enum Pause
{
    /// <summary>A space, or anything else that does not part thoughts.</summary>
    None,

    /// <summary>A comma, dots, a dash, a new line, "but": a denial ends here, a phrase need not.</summary>
    Clause,

    /// <summary>A full stop, an exclamation mark: a phrase ends here as well.</summary>
    Sentence,

    /// <summary>A question mark: like <see cref="Sentence"/>, and a "no" that follows answers it.</summary>
    Question,
}
