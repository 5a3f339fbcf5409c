using System.Collections.Immutable;

namespace MicroCare.Local.Programs;

/// <summary>Compares two texts word by word.</summary>
internal static class WordChanges
{
    private const double LeastInCommon = 0.3;

    /// <summary>The text with what went and what came; texts with little in common are shown one after the other.</summary>
    public static ImmutableArray<ChangeSpan> Between(string old, string @new)
    {
        if (old == @new)
        {
            return [new ChangeSpan(ChangeKind.Same, old)];
        }

        var (before, after) = (old.Split(' '), @new.Split(' '));
        if (old.Length == 0)
        {
            return [new ChangeSpan(ChangeKind.New, @new)];
        }

        if (@new.Length == 0)
        {
            return [new ChangeSpan(ChangeKind.Old, old)];
        }

        if (Alike(before, after) < LeastInCommon)
        {
            return [new ChangeSpan(ChangeKind.Old, old), new ChangeSpan(ChangeKind.Same, " "), new ChangeSpan(ChangeKind.New, @new)];
        }

        var spans = new List<ChangeSpan>();
        foreach (var (from, to) in Alignment.Of(before, after, (one, other) => one == other ? 1 : 0))
        {
            var kind = from is null ? ChangeKind.New : to is null ? ChangeKind.Old : ChangeKind.Same;
            var word = from ?? to!;
            if (spans.Count > 0 && spans[^1].Kind == kind)
            {
                spans[^1] = new ChangeSpan(kind, $"{spans[^1].Text} {word}");
            }
            else
            {
                if (spans.Count > 0)
                {
                    spans.Add(new ChangeSpan(ChangeKind.Same, " "));
                }

                spans.Add(new ChangeSpan(kind, word));
            }
        }

        return [.. spans];
    }

    /// <summary>How much two texts have in common, 0 to 1.</summary>
    public static double Alike(string one, string other) => Alike(one.Split(' '), other.Split(' '));

    private static double Alike(string[] one, string[] other) =>
        2.0 * Alignment.Of(one, other, (a, b) => a == b ? 1 : 0).Count(pair => pair is (not null, not null)) / (one.Length + other.Length);
}
