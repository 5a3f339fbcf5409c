using PhoneNumbers;

namespace MicroCare.Core.Enrollment;

/// <summary>US phone numbers in E.164.</summary>
public static class UsPhone
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// The number in E.164, whatever way it is written (<c>(312) 555-0142</c>, <c>312.555.0142</c>, <c>+1 312 555 0142</c>), or null when it is
    /// no number of the North American plan that could be a US one.
    /// </summary>
    public static string? Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 40)
        {
            return null;
        }

        try
        {
            var number = Util.Parse(text, "US");
            return number.CountryCode == 1 && !number.HasExtension && Util.IsValidNumberForRegion(number, "US")
                ? Util.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>
    /// The sender of an inbound text in E.164: carriers' events leave the plus sign out at times. Null when it is no phone number
    /// (a short code, a word), which nobody can answer.
    /// </summary>
    public static string? FromCarrier(string? text)
    {
        var digits = text is null ? "" : text.TrimStart('+');
        return digits.Length is >= 8 and <= 15 && digits.All(char.IsAsciiDigit) ? "+" + digits : null;
    }
}
