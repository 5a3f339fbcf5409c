namespace MicroCare.Local.Programs;

/// <summary>Sets two lists side by side so that as much as possible of one stands beside its like in the other, and the order of both is kept.</summary>
internal static class Alignment
{
    /// <summary>The pairs, in order; what has no like stands alone.</summary>
    /// <param name="old">One list.</param>
    /// <param name="new">The other.</param>
    /// <param name="likeness">How much two are alike; 0 where they must not stand side by side.</param>
    public static IEnumerable<(T? Old, T? New)> Of<T>(IReadOnlyList<T> old, IReadOnlyList<T> @new, Func<T, T, int> likeness)
        where T : class
    {
        // Needleman and Wunsch (1970), without a penalty for gaps.
        var best = new int[old.Count + 1, @new.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = @new.Count - 1; j >= 0; j--)
            {
                var alike = likeness(old[i], @new[j]);
                best[i, j] = Math.Max(alike > 0 ? best[i + 1, j + 1] + alike : 0, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var (at, to) = (0, 0);
        while (at < old.Count || to < @new.Count)
        {
            if (at < old.Count && to < @new.Count && likeness(old[at], @new[to]) is > 0 and var alike && best[at, to] == best[at + 1, to + 1] + alike)
            {
                yield return (old[at++], @new[to++]);
            }
            else if (to == @new.Count || (at < old.Count && best[at, to] == best[at + 1, to]))
            {
                yield return (old[at++], null);
            }
            else
            {
                yield return (null, @new[to++]);
            }
        }
    }
}
