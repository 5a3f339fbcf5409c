using MicroCare.Core.Replies;

namespace MicroCare.Core.Programs.Checking;

/// <summary>Where a text must name the crisis line, and the first one the way out.</summary>
internal static class SafetyCheck
{
    private const string CrisisLine = "988";
    private const string WayOut = "STOP";

    // Folded beginnings of words and phrases that speak of danger. Small on purpose: a text that says one of these has no excuse.
    private static readonly string[] Danger =
    [
        "suicid", "kill yourself", "kill myself", "end your life", "end it all", "take your life", "hurt yourself", "harm yourself", "self harm", "want to die",
        "dont want to live", "do not want to live", "no reason to live", "acabar con tu vida", "better off dead", "crisis", "emergency", "matarte", "quitarte la vida", "hacerte dano", "lastimarte", "autolesi", "querer morir", "quieres morir",
        "no quiero vivir", "no quieres vivir", "emergencia",
    ];

    public static void Check(Findings findings)
    {
        foreach (var written in findings.OwnTexts)
        {
            foreach (var (language, variant) in findings.VariantsOf(written.Text))
            {
                if (!Says(variant, CrisisLine) && Array.Find(Danger, word => $" {TextFolding.Fold(variant.Text)}".Contains($" {word}", StringComparison.Ordinal)) is { } danger)
                {
                    findings.Add(written.Text.Place, $"{written.Where} ({language}) speaks of danger ('{danger}') and does not name {CrisisLine}. Add it.");
                }
            }
        }

        var messages = findings.Program.Messages;
        Expect(findings, "messages.consent", messages.Consent, WayOut, "nobody may be signed up without being told the way out");
        Expect(findings, "messages.started", messages.Started, CrisisLine, "a patient must know from the start where help is");
        Expect(findings, "messages.help", messages.Help, CrisisLine, "whoever asks for help must find it");
        Expect(findings, "messages.unmatched", messages.Unmatched, CrisisLine, "nobody reads what was written at once");
        if (WrittenTexts.Of(findings.Program).FirstOrDefault(written => written.Step == findings.Program.Steps[0] && written.Role != TextRole.Fragment) is { } first)
        {
            var where = $"{first.Where}, the first text,";
            var place = first.Role == TextRole.Instrument ? first.Step!.Place : first.Text.Place;
            Expect(findings, where, first.Text, CrisisLine, "a patient must know from the start where help is", place);
        }
    }

    private static void Expect(Findings findings, string where, LocalizedText text, string word, string why, SourcePlace? place = null)
    {
        foreach (var (language, _) in findings.VariantsOf(text).Where(one => !Says(one.Variant, word)))
        {
            findings.Add(place ?? text.Place, $"{where} ({language}) does not name {word}: {why}. Add it to every variant.");
        }
    }

    private static bool Says(TextVariant variant, string word) => variant.Text.Contains(word, StringComparison.Ordinal);
}
