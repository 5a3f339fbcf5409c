using MicroCare.Core.Triage;

namespace MicroCare.Core.Replies;

/// <summary>A wish that stands above whatever was asked.</summary>
public enum Keyword
{
    /// <summary>The text holds no such wish.</summary>
    None,

    /// <summary>No more texts.</summary>
    Stop,

    /// <summary>Texts again, after a stop.</summary>
    Start,

    /// <summary>Who are you, and how do I reach a person?</summary>
    Help,
}

/// <summary>Finds a <see cref="Keyword"/> in a text, in English and Spanish, whatever the patient's language.</summary>
/// <remarks>
/// What means stop is told by the rules of triage (<see cref="TriageRules"/>), so that one truth holds for both: the words that revoke consent by themselves
/// in 47 CFR 64.1200(a)(10), stop, quit, end, revoke, opt out, cancel, unsubscribe, as whole texts ("I can't stop thinking" is no wish to stop), and any
/// other reasonable wording. START and UNSTOP alone bring somebody back: no other text re-subscribes a person who had stopped.
/// </remarks>
public static class Keywords
{
    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal) { "start", "unstop", "iniciar", "empezar", "comenzar" };

    private static readonly HashSet<string> Helps = new(StringComparer.Ordinal) { "help", "info", "ayuda" };

    /// <summary>The wish in that text.</summary>
    public static Keyword Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text, TriageRules.OptsOut(text));
    }

    /// <summary>The same, for who has classed the text already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="optsOut">Whether it asks for no more texts, as the verdict says.</param>
    public static Keyword Find(string text, bool optsOut)
    {
        var folded = TextFolding.Fold(text);
        return optsOut ? Keyword.Stop : Starts.Contains(folded) ? Keyword.Start : Helps.Contains(folded) ? Keyword.Help : Keyword.None;
    }
}
