using System.Globalization;
using System.Text;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Expressions;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Journeys;

/// <summary>Quotes what is remembered, and looks up what expressions ask for.</summary>
internal static class Recall
{
    private const int LongestQuote = 60;
    private const int DaysAWeek = 7;
    private static readonly LocalTimePattern EnglishTime = LocalTimePattern.Create("h:mm tt", CultureInfo.InvariantCulture);
    private static readonly LocalTimePattern OtherTime = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>The text for this reader, with what is remembered in it; <c>{name}</c> and <c>{clinic}</c> are filled in when it is sent.</summary>
    /// <exception cref="ProgramFaultException">It recalls what is not known, or is not written in the reader's language.</exception>
    public static string Fill(LocalizedText text, Draft draft)
    {
        var words = text.For(draft.State.Reader);
        if (!words.Contains('{', StringComparison.Ordinal) || draft.Program.Memories.IsEmpty)
        {
            return words;
        }

        var filled = new StringBuilder(words.Length + LongestQuote);
        for (var at = 0; at < words.Length;)
        {
            var open = words.IndexOf('{', at);
            var close = open < 0 ? -1 : words.IndexOf('}', open);
            if (close < 0)
            {
                return filled.Append(words, at, words.Length - at).ToString();
            }

            var name = words[(open + 1)..close];
            filled.Append(words, at, open - at).Append(draft.Program.Memories.TryGetValue(name, out var memory) ? Quote(memory, draft) : words[open..(close + 1)]);
            at = close + 1;
        }

        return filled.ToString();
    }

    /// <summary>Works an expression out for this patient, now.</summary>
    /// <exception cref="ProgramFaultException">It cannot be worked out.</exception>
    public static Value Evaluate(Expression expression, Draft draft) =>
        Evaluation.Of(expression, name => Find(name, draft), skill => draft.State.Mastered.Contains(skill, StringComparer.Ordinal));

    /// <summary>The program's day, from 1 up; 0 before the first.</summary>
    public static int DayOf(Draft draft) =>
        draft.State.DayOne is { } first ? Period.Between(first, draft.Today, PeriodUnits.Days).Days + 1 : 0;

    private static Value? Find(string name, Draft draft)
    {
        var state = draft.State;
        switch (name)
        {
            case "day":
                return Value.Of(DayOf(draft));
            case "week":
                return Value.Of((DayOf(draft) + DaysAWeek - 1) / DaysAWeek);
            case "course":
                return Value.Of(state.Course.ToString().ToLowerInvariant());
            case "engagement":
                return Value.Of(state.Engagement.ToString().ToLowerInvariant());
            case "profile.language":
                return Value.Of(state.Language);
            case "profile.level":
                return Value.Of(state.Level.ToString().ToLowerInvariant());
            case "profile.tone":
                return Value.Of(state.Tone.ToString().ToLowerInvariant());
            case "profile.format":
                return Value.Of(state.Format.ToString().ToLowerInvariant());
        }

        if (name.Split('.') is [var kind, var instrument])
        {
            return state.Scores.TryGetValue(instrument, out var score)
                ? kind == "score" ? Value.Of(score.Last) : score.Before is { } before ? Value.Of(score.Last - before) : null
                : null;
        }

        return Of(name, draft)?.AsValue() ?? (draft.Program.Memories.TryGetValue(name, out var memory) ? memory.Start : null);
    }

    private static Memory? Of(string name, Draft draft) => draft.State.Memories.TryGetValue(name, out var memory) ? memory : null;

    private static string Quote(MemoryDeclaration declared, Draft draft)
    {
        var english = draft.State.Language == "en";
        var yesWord = draft.State.Language == "es" ? "sí" : "yes";
        return Of(declared.Name, draft) switch
        {
            Memory.Number number => number.Value.ToString("0.##", CultureInfo.InvariantCulture),
            Memory.YesNo yes => yes.Value ? yesWord : "no",
            Memory.Choice choice => declared.Options.TryGetValue(choice.Option, out var label) ? label.For(draft.State.Reader) : Unknown(declared),
            Memory.Time time => (english ? EnglishTime : OtherTime).Format(time.Value),
            Memory.Words { Text: { } text } => Shortened(text.Words),
            null when declared.Start is { } start => start.Type == Programs.Expressions.ValueType.YesNo
                ? start.IsYes ? yesWord : "no"
                : start.Amount.ToString("0.##", CultureInfo.InvariantCulture),
            _ => Unknown(declared),
        };
    }

    private static string Unknown(MemoryDeclaration declared) => throw new ProgramFaultException(ProgramFault.UnknownValue, declared.Name);

    /// <summary>A patient's words as they are quoted back: on one line, not long, and without the braces that mean something to us.</summary>
    private static string Shortened(string words)
    {
        var line = string.Join(' ', words.Replace('{', '(').Replace('}', ')').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '!', ' ');
        if (line.Length <= LongestQuote)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', LongestQuote);
        cut = cut > 0 ? cut : char.IsHighSurrogate(line[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
        return line[..cut] + "...";
    }
}
