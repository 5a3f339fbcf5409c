using System.Globalization;
using System.Text;

namespace MicroCare.Core.Triage;

/// <summary>Brings one character of a text to the plain letter that it looks like.</summary>
/// <remarks>By tables, because the runtime's own normalization needs culture data, which this app does without.</remarks>
internal static class LetterFolding
{
    private const string Looks = "áàâäãåāăąéèêëēėęěíìîïīįóòôöõøōőúùûüūůűñńňçćčśšşßźżžýÿłđ" + "аеорсхуіѕ" + "ı";
    private const string Plain = "aaaaaaaaaeeeeeeeeiiiiiiooooooouuuuuuunnncccssssszzzyyld" + "aeopcxyis" + "i";

    private const int WideFirst = 0xFF01;
    private const int WideLast = 0xFF5E;
    private const int WideShift = 0xFEE0;
    private const int MathFirst = 0x1D400;
    private const int MathLast = 0x1D6A3;
    private const int AlphabetBothCases = 52;
    private const int Alphabet = 26;

    /// <summary>The plain character; null for one that is not seen or belongs to the letter before it.</summary>
    public static Rune? Fold(Rune rune)
    {
        var value = rune.Value;
        var plain = value switch
        {
            >= WideFirst and <= WideLast => new Rune(value - WideShift),
            >= MathFirst and <= MathLast => new Rune('a' + ((value - MathFirst) % AlphabetBothCases % Alphabet)),
            _ => rune,
        };
        plain = Rune.ToLowerInvariant(plain);
        var at = plain.IsBmp ? Looks.IndexOf((char)plain.Value, StringComparison.Ordinal) : -1;
        return at >= 0 ? new Rune(Plain[at])
            : Rune.GetUnicodeCategory(plain) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? null
            : plain;
    }
}
