namespace MicroCare.Core.Replies;

/// <summary>How near a word that somebody typed on a phone is to one that we know.</summary>
internal static class Spelling
{
    private const int ShortestForgiven = 5;
    private const int ShortestTwiceForgiven = 9;

    /// <summary>Whether it is the word but for one slip (a letter left out, added, wrong, or two swapped), or two in a word of nine letters and more.</summary>
    public static bool IsNearly(string typed, string word)
    {
        if (word.Length < ShortestForgiven || Math.Abs(typed.Length - word.Length) > 2)
        {
            return false;
        }

        return Distance(typed, word) <= (word.Length >= ShortestTwiceForgiven ? 2 : 1);
    }

    // Optimal string alignment: Levenshtein's edits, and swaps of neighbours (Damerau 1964, Commun. ACM 7(3):171-176).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
