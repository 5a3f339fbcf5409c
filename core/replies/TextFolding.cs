using System.Globalization;
using System.Text;

namespace MicroCare.Core.Replies;

/// <summary>Makes texts comparable: lower case, without accents and apostrophes, everything but letters and digits as single spaces.</summary>
public static class TextFolding
{
    private const string Accented = "áàâäãåéèêëíìîïóòôöõúùûüñç";
    private const string Plain = "aaaaaaeeeeiiiiooooouuuunc";

    /// <summary>The folded text; empty when nothing but punctuation, spaces or pictures was there.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var raw in text)
        {
            var c = char.ToLowerInvariant(raw);
            var at = Accented.IndexOf(c, StringComparison.Ordinal);
            c = at >= 0 ? Plain[at] : c;
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(c);
            }
            else if (c is not ('\'' or '’' or '´') && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && !char.IsSurrogate(c) && folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The folded words.</summary>
    public static string[] WordsOf(string text) => Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
