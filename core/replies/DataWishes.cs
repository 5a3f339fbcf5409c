namespace MicroCare.Core.Replies;

/// <summary>What a patient says about their data.</summary>
public enum DataWish
{
    /// <summary>The text says nothing of it.</summary>
    None,

    /// <summary>Research may use it.</summary>
    Yes,

    /// <summary>Research may not, or no longer, use it.</summary>
    No,

    /// <summary>What is kept, and who sees it?</summary>
    Privacy,
}

/// <summary>Finds a <see cref="DataWish"/>, in English and Spanish, whatever the patient's language. It must be the whole text.</summary>
public static class DataWishes
{
    private static readonly HashSet<string> Data = new(StringComparer.Ordinal) { "data", "datos", "my data", "mis datos", "research", "investigacion" };

    private static readonly HashSet<string> Yeses = new(StringComparer.Ordinal) { "yes", "y", "ok", "start", "si", "sí", "iniciar" };

    private static readonly HashSet<string> Noes = new(StringComparer.Ordinal) { "no", "stop", "stop please", "off", "out", "opt out", "alto", "parar", "para", "cancel", "cancelar" };

    private static readonly HashSet<string> Privacies = new(StringComparer.Ordinal)
    {
        "privacy", "privacidad", "who sees this", "who sees my data", "who sees my texts", "who reads this", "who reads my texts", "quien lee esto", "quien ve mis datos",
        "what do you keep",
    };

    /// <summary>The wish in that text.</summary>
    public static DataWish Find(string text)
    {
        var folded = TextFolding.Fold(text);
        if (Privacies.Contains(folded))
        {
            return DataWish.Privacy;
        }

        foreach (var word in Data)
        {
            if (folded.StartsWith(word + " ", StringComparison.Ordinal))
            {
                var rest = folded[(word.Length + 1)..];
                return Yeses.Contains(rest) ? DataWish.Yes : Noes.Contains(rest) ? DataWish.No : DataWish.None;
            }

            if (folded.EndsWith(" " + word, StringComparison.Ordinal) && folded[..^(word.Length + 1)] is "stop" or "no")
            {
                return DataWish.No; // "stop data"
            }
        }

        return DataWish.None;
    }
}
