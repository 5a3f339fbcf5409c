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
/// The words that revoke consent by themselves are those of 47 CFR 64.1200(a)(10): stop, quit, end, revoke, opt out, cancel,
/// unsubscribe; any other reasonable wording counts as well, hence the phrases. The words must be the whole text ("I can't stop thinking"
/// is no wish to stop), and a phrase counts in a text of up to ten words: a longer one tells of something else. START and UNSTOP alone bring somebody back: no other text re-subscribes a person who had stopped.
/// </remarks>
public static class Keywords
{
    private const int LongestBriefWords = 10;

    private static readonly HashSet<string> Stops = new(StringComparer.Ordinal)
    {
        "stop", "stopall", "stop all", "quit", "end", "revoke", "optout", "opt out", "cancel", "unsubscribe",
        "stop now", "please stop", "stop please", "stop pls", "stop plz", "stop it", "stop thanks", "stop thank you", "just stop", "ok stop",
        "yes stop", "stop stop", "remove me", "unsubscribe me", "opt me out",
        "leave me alone", "alto", "parar", "pare", "para", "cancelar", "detener", "detenganse", "no mas", "no mas mensajes", "no mas textos", "baja", "basta", "ya basta",
    };

    private static readonly string[] StopPhrases =
    [
        "stop texting", "stop messaging", "stop sending", "stop contacting", "stop bothering", "stop these text", "stop the text", "stop these message", "stop the message",
        "dont text me", "do not text me", "dont message me", "do not message me", "no more texts", "no more messages", "quit texting",
        "take me off", "unsubscribe me", "darme de baja", "dar de baja", "dame de baja",
        "deja de escribir", "dejen de escribir", "deje de escribir", "deja de mandar", "dejen de mandar", "deje de mandar", "deje de enviar",
        "dejen de enviar", "deja de enviar", "no me escriba", "no me manden", "no me mande", "no me envien", "no mas mensajes", "no quiero mas mensajes", "no quiero mas textos",
    ];

    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal) { "start", "unstop", "iniciar", "empezar", "comenzar" };

    private static readonly HashSet<string> Helps = new(StringComparer.Ordinal) { "help", "info", "ayuda" };

    /// <summary>The wish in that text.</summary>
    public static Keyword Find(string text)
    {
        var folded = TextFolding.Fold(text);
        var brief = folded.AsSpan().Count(' ') < LongestBriefWords;
        if (Stops.Contains(folded) || (brief && Array.Exists(StopPhrases, phrase => folded.Contains(phrase, StringComparison.Ordinal))))
        {
            return Keyword.Stop;
        }

        return Starts.Contains(folded) ? Keyword.Start : Helps.Contains(folded) ? Keyword.Help : Keyword.None;
    }
}
