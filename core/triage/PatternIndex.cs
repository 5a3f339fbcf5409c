namespace MicroCare.Core.Triage;

/// <summary>Many patterns, by the words that they can begin with, so that a text is compared with few of them.</summary>
internal sealed class PatternIndex
{
    private const int StemKey = 3;

    private readonly Dictionary<string, List<(Pattern Pattern, Mark Mark)>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(Pattern Pattern, Mark Mark)>> _byStem = new(StringComparer.Ordinal);
    private readonly List<(Pattern Pattern, Mark Mark)> _byNumber = [];

    public void Add(Pattern pattern, Mark mark)
    {
        foreach (var first in pattern.FirstWords().Distinct())
        {
            switch (first.Kind)
            {
                case PatternWordKind.Exact:
                    List(_byWord, first.Text).Add((pattern, mark));
                    break;
                case PatternWordKind.Stem:
                    List(_byStem, first.Text[..StemKey]).Add((pattern, mark));
                    break;
                default:
                    _byNumber.Add((pattern, mark));
                    break;
            }
        }
    }

    public List<Found> Find(ReadWord[] words)
    {
        var found = new List<Found>();
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at].Text;
            Try(_byWord.GetValueOrDefault(word), at);
            Try(word.Length >= StemKey ? _byStem.GetValueOrDefault(word[..StemKey]) : null, at);
            Try(char.IsAsciiDigit(word[0]) ? _byNumber : null, at);
        }

        return found;

        void Try(List<(Pattern Pattern, Mark Mark)>? candidates, int at)
        {
            foreach (var (pattern, mark) in candidates ?? [])
            {
                if (pattern.MatchAt(words, at) is { } end)
                {
                    found.Add(new Found(mark, at, end));
                }
            }
        }
    }

    private static List<(Pattern Pattern, Mark Mark)> List(Dictionary<string, List<(Pattern Pattern, Mark Mark)>> lists, string key) =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
