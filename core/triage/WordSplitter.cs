using System.Text;

namespace MicroCare.Core.Triage;

/// <summary>Splits a text into folded words, as they were written, with what stands between them.</summary>
internal static class WordSplitter
{
    private const string Apostrophes = "'’‘´`";

    // Written for letters inside a word: "k!ll", "su*cide", "de@d".
    private const string Disguises = "!|@$*";

    /// <summary>The words; those of <paramref name="emoji"/> become their names.</summary>
    public static List<(string Text, Pause Before)> Split(string text, IReadOnlyDictionary<int, string> emoji)
    {
        var runes = text.EnumerateRunes().Select(rune => (Raw: rune, Folded: LetterFolding.Fold(rune))).Where(one => one.Folded is not null)
            .Select(one => (one.Raw, Folded: one.Folded!.Value)).ToList();
        var words = new List<(string, Pause)>();
        var word = new StringBuilder();
        var pause = Pause.None;
        for (var i = 0; i < runes.Count; i++)
        {
            var (raw, rune) = runes[i];
            var before = i > 0 ? runes[i - 1].Folded : default;
            var after = i + 1 < runes.Count ? runes[i + 1].Folded : default;
            if (emoji.TryGetValue(raw.Value, out var name))
            {
                End();
                word.Append(name);
                End();
            }
            else if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && Is(rune, Apostrophes)) || (Is(rune, Disguises) && Rune.IsLetterOrDigit(before) && Rune.IsLetter(after)))
            {
                word.Append(Is(rune, Apostrophes) ? "'" : rune.ToString());
            }
            else
            {
                End();
                pause = Max(pause, PauseOf(rune, before, after));
            }
        }

        End();
        return words;

        void End()
        {
            var whole = word.ToString().TrimEnd('\'');
            word.Clear();
            if (whole.Length > 0)
            {
                words.Add((whole, pause));
                pause = Pause.None;
            }
        }
    }

    private static Pause PauseOf(Rune rune, Rune before, Rune after) => rune.Value switch
    {
        '?' => Pause.Question,
        '!' or '¡' or '¿' or ';' or '。' => Pause.Sentence,
        '.' when before.Value == '.' || after.Value == '.' => Pause.Clause,
        '.' => Rune.IsLetterOrDigit(after) ? Pause.None : Pause.Sentence,
        ',' or ':' => Rune.IsDigit(before) && Rune.IsDigit(after) ? Pause.None : Pause.Clause,
        '-' => Rune.IsLetterOrDigit(before) && Rune.IsLetterOrDigit(after) ? Pause.None : Pause.Clause,
        '…' or '(' or ')' or '–' or '—' or '\n' or '\r' => Pause.Clause,
        _ => Pause.None,
    };

    private static Pause Max(Pause a, Pause b) => a > b ? a : b;

    private static bool Is(Rune rune, string characters) => rune.IsBmp && characters.Contains((char)rune.Value, StringComparison.Ordinal);
}
