using System.Collections.Immutable;

namespace MicroCare.Core.Triage;

/// <summary>Everything that the rules know, of all languages at once, because people mix them.</summary>
internal sealed class Lexicon
{
    // Both ends of the words below which a longer word is two thoughts.
    private static readonly HashSet<string> Turns = new(StringComparer.Ordinal) { "but", "because", "though", "although", "however", "pero", "porque", "aunque" };

    private static readonly Lazy<Lexicon> Lazily = new(() => LexiconReader.ReadEmbedded());

    private readonly PatternIndex _patterns;
    private readonly Respelling _respelling;
    private readonly IReadOnlyDictionary<int, string> _emoji;
    private readonly HashSet<string> _bridges;

    public Lexicon(
        ImmutableArray<TriageRule> rules, PatternIndex patterns, Respelling respelling, IReadOnlyDictionary<int, string> emoji, HashSet<string> bridges)
    {
        (Rules, _patterns, _respelling, _emoji, _bridges) = (rules, patterns, respelling, emoji, bridges);
    }

    /// <summary>The lexicons that ship.</summary>
    public static Lexicon Shipped => Lazily.Value;

    /// <summary>All rules.</summary>
    public ImmutableArray<TriageRule> Rules { get; }

    /// <summary>The text's words as they were meant.</summary>
    public ReadWord[] WordsOf(string text)
    {
        var written = Joined(WordSplitter.Split(text, _emoji));
        var words = new List<ReadWord>(written.Count);
        var (clause, sentence) = (0, 0);
        foreach (var (raw, before) in written)
        {
            var pause = before;
            foreach (var meant in _respelling.Read(raw))
            {
                pause = pause == Pause.None && Turns.Contains(meant) ? Pause.Clause : pause;
                clause += pause > Pause.None && words.Count > 0 ? 1 : 0;
                sentence += pause > Pause.Clause && words.Count > 0 ? 1 : 0;
                words.Add(new ReadWord(meant, pause, clause, sentence));
                pause = Pause.None;
            }
        }

        return [.. words];
    }

    /// <summary>The rules that speak of a text.</summary>
    public List<TriageRule> Find(ReadWord[] words) => [.. new Guards(words, _patterns.Find(words), _bridges).Standing()];

    /// <summary>"S u i c i d e": single letters that make a known word.</summary>
    private List<(string Text, Pause Before)> Joined(List<(string Text, Pause Before)> written)
    {
        for (var start = 0; start < written.Count; start++)
        {
            var end = start;
            while (end < written.Count && written[end].Text.Length == 1 && char.IsLetter(written[end].Text[0]))
            {
                end++;
            }

            if (end - start >= 3 && string.Concat(written.Skip(start).Take(end - start).Select(one => one.Text)) is var joined && _respelling.Known(joined) is not null)
            {
                written[start] = (joined, written[start].Before);
                written.RemoveRange(start + 1, end - start - 1);
            }
        }

        return written;
    }
}
