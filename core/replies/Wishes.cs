namespace MicroCare.Core.Replies;

/// <summary>What a patient asks of the program itself, in so many words.</summary>
public abstract record Wish
{
    private Wish()
    {
    }

    /// <summary>Why did I get this?</summary>
    public sealed record Why : Wish;

    /// <summary>No program texts for so many days, 1 to 60.</summary>
    public sealed record Pause(int Days) : Wish;

    /// <summary>Go on before the pause is over.</summary>
    public sealed record Resume : Wish;
}

/// <summary>Finds a <see cref="Wish"/>, in English and Spanish, whatever the patient's language. It must be the whole text.</summary>
public static class Wishes
{
    /// <summary>A pause without a length.</summary>
    public const int UsualPauseDays = 7;

    /// <summary>The longest pause; who asks for more gets this, and is told its last day.</summary>
    public const int LongestPauseDays = 60;

    private static readonly HashSet<string> Whys = new(StringComparer.Ordinal)
    {
        "why", "why this", "why did i get this", "why do i get this", "why am i getting this", "por que", "por que esto", "por que me llega esto",
        "por que recibo esto", "por que me llego esto",
    };

    private static readonly HashSet<string> Resumes = new(StringComparer.Ordinal) { "resume", "unpause", "continue", "seguir", "continuar", "reanudar" };

    private static readonly HashSet<string> Pauses = new(StringComparer.Ordinal) { "pause", "pausa", "pausar" };

    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal) { "for", "por", "de", "please", "favor", "a", "un", "texts", "textos", "me" };

    private static readonly Dictionary<string, int> Units = new(StringComparer.Ordinal)
    {
        ["day"] = 1,
        ["days"] = 1,
        ["dia"] = 1,
        ["dias"] = 1,
        ["week"] = 7,
        ["weeks"] = 7,
        ["semana"] = 7,
        ["semanas"] = 7,
        ["month"] = 30,
        ["months"] = 30,
        ["mes"] = 30,
        ["meses"] = 30,
    };

    /// <summary>The wish in that text, or null.</summary>
    public static Wish? Find(string text)
    {
        var folded = TextFolding.Fold(text);
        if (Whys.Contains(folded))
        {
            return new Wish.Why();
        }

        return Resumes.Contains(folded) ? new Wish.Resume() : FindPause(folded.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Wish.Pause? FindPause(string[] words)
    {
        if (words.Length is 0 or > 8 || !Pauses.Contains(words[0]))
        {
            return null;
        }

        var rest = words[1..].Where(word => !Fillers.Contains(word)).ToArray();
        var (count, length) = rest.Length > 0 ? NumberWords.At(rest, 0) : (null, 0);
        var left = rest[(count is null ? 0 : length)..];
        var days = left switch
        {
            [] => count ?? UsualPauseDays,
            [var unit] when Units.TryGetValue(unit, out var one) => (count ?? 1) * one,
            _ => 0,
        };
        return days > 0 ? new Wish.Pause(Math.Min(days, LongestPauseDays)) : null;
    }
}
