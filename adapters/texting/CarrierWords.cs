namespace MicroCare.Adapters.Texting;

/// <summary>
/// What the carrier's phrases say of a text that did not arrive. Most blocks are of the text or of our number, and only those of the opt-out list may end a patient's texts: the
/// phrases stand in Microsoft Learn's SMS error codes 4000 to 4010 and in its SMS FAQ.
/// </summary>
internal static class CarrierWords
{
    private static readonly string[] BlocksOfOthers = ["destination carrier", "not being verified", "fraud"];

    /// <summary>Whether the phone is on the opt-out list.</summary>
    public static bool SayOptedOut(string? details) => details is not null
        && (Has(details, "opted out") || (Has(details, "blocked") && !BlocksOfOthers.Any(other => Has(details, other))));

    private static bool Has(string details, string phrase) => details.Contains(phrase, StringComparison.OrdinalIgnoreCase);
}
