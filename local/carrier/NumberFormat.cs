using System.Text.RegularExpressions;

namespace MicroCare.Local.Carriers;

/// <summary>The shapes of number that the service takes: E.164, with ten digits after +1; and short codes as senders.</summary>
internal static partial class NumberFormat
{
    public static bool IsRecipient(string? number) => number is not null && E164().IsMatch(number);

    public static bool IsSender(string? number) => number is not null && (E164().IsMatch(number) || ShortCode().IsMatch(number));

    public static bool IsTollFree(string number) => TollFree().IsMatch(number);

    [GeneratedRegex(@"^\+(1[2-9]\d{9}|[2-9]\d{6,14})\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();

    [GeneratedRegex(@"^\+18(00|33|44|55|66|77|88)\d{7}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TollFree();

    [GeneratedRegex(@"^\d{3,6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortCode();
}
