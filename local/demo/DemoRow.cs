using System.Text.Json.Nodes;

namespace MicroCare.Local.Demo;

/// <summary>What became of some patients, read from the service's own answers.</summary>
/// <param name="Label">Whose row it is.</param>
/// <param name="Sent">Texts decided and not dropped or refused.</param>
/// <param name="Asked">Questions sent.</param>
/// <param name="Answered">Questions answered.</param>
/// <param name="MedianLatency">Median time from question to answer; null without answers.</param>
/// <param name="Completed">Patients who reached the end of the program.</param>
/// <param name="Active">Patients who are in it and take part.</param>
/// <param name="Drifting">Patients who fall silent.</param>
/// <param name="Dropped">Patients who lapsed, stopped, or never said yes.</param>
public sealed record DemoRow(
    string Label, int Patients, int Sent, int Delivered, int Asked, int Answered, TimeSpan? MedianLatency, int Completed, int Active, int Drifting, int Dropped)
{
    private static readonly HashSet<string> TextFacts =
        new(StringComparer.Ordinal) { "consentAsked", "promptSent", "answerSent", "checkInSent", "programCompleted", "stepTextSent", "reminderSent", "researchAsked", "staffWrote" };

    /// <summary>Reads a row off patients' answers of <c>GET /api/patients/{id}</c>.</summary>
    public static DemoRow Of(string label, IReadOnlyList<JsonNode> patients)
    {
        var facts = patients.SelectMany(patient => patient["facts"]!.AsArray()).ToList();
        int Count(Func<JsonNode, bool> those) => facts.Count(fact => those(fact!));
        string Type(JsonNode fact) => (string)fact["type"]!;
        int Status(params string[] names) => patients.Count(patient => names.Contains((string?)patient["engagement"] ?? (string)patient["status"]!));
        var asked = facts.Where(fact => Type(fact!) == "promptSent" && (bool)fact!["asks"]!).Select(fact => (string)fact!["text"]!).ToHashSet(StringComparer.Ordinal);
        var latencies = facts.Where(fact => Type(fact!) == "answerUnderstood" && asked.Contains((string)fact!["text"]!)).Select(fact => (int)fact!["latencySeconds"]!).Order().ToList();
        return new DemoRow(
            label,
            patients.Count,
            Count(fact => TextFacts.Contains(Type(fact))) - NeverSent(facts),
            Count(fact => Type(fact) == "textDelivered"),
            asked.Count,
            latencies.Count,
            latencies.Count > 0 ? TimeSpan.FromSeconds(latencies[latencies.Count / 2]) : null,
            Status("completed"),
            Status("active"),
            Status("drifting"),
            Status("lapsed", "optedOut", "declined", "consentExpired", "ended", "awaitingConsent"));
    }

    /// <summary>
    /// Texts that the carrier never took. One that was handed over just before the service was killed may be given up afterwards as too late, until its
    /// delivery report comes: the report is right.
    /// </summary>
    private static int NeverSent(IReadOnlyList<JsonNode?> facts)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            switch ((string)fact!["type"]!, (string?)fact["code"])
            {
                case ("textExpired", _) or ("textFailed", "refused"):
                    given.Add((string)fact["text"]!);
                    break;
                case ("textDelivered" or "textFailed", _):
                    reported.Add((string)fact["text"]!);
                    break;
            }
        }

        given.ExceptWith(reported);
        return given.Count;
    }

    /// <summary>Whether the service's count of texts agrees with the carrier's.</summary>
    /// <param name="accepted">What the carrier took for patients' phones.</param>
    /// <param name="delivered">What of it reached them.</param>
    public bool AgreesWith(int accepted, int delivered) => Sent == accepted && Delivered == delivered;
}
