using System.Globalization;
using System.Text.Json.Nodes;

namespace MicroCare.Local.Demo;

/// <summary>What happened around a text that told of danger, read from the patient's own facts.</summary>
public static class CrisisStory
{
    private static readonly Dictionary<string, Func<JsonNode, string>> Told = new(StringComparer.Ordinal)
    {
        ["crisisTextReceived"] = fact => $"the patient wrote; classed as {fact["triage"]?["class"]}, score {(double?)fact["score"]:0.00}: {string.Join("; ", fact["triage"]?["reasons"]?.AsArray().Select(reason => $"{reason}") ?? [])}",
        ["answerSent"] = fact => (string?)fact["purpose"] == "safety" ? "the crisis lines went out (988, 911, the clinic's line)" : "",
        ["programHeld"] = fact => $"the program waits: {fact["reason"]}",
        ["programReleased"] = fact => $"no longer waits for: {fact["reason"]}",
        ["caseOpened"] = fact => $"case opened: {fact["reason"]}",
        ["peopleCalled"] = fact => $"tier {fact["tier"]} of the people on call was told ({fact["reached"]} reached)",
        ["operatorAlarmed"] = _ => "nobody came: the operator was alarmed",
        ["caseAcknowledged"] = _ => "ACKNOWLEDGED by a person",
        ["staffWrote"] = _ => $"{CareTeam.Signature} wrote to the patient by name",
        ["caseResolved"] = _ => "case resolved, with a note",
        ["programResumed"] = _ => "the program goes on, from the next day",
    };

    /// <summary>The lines, each with the time since the text; none where no text told of danger.</summary>
    public static IEnumerable<string> Of(JsonNode patient)
    {
        ArgumentNullException.ThrowIfNull(patient);
        DateTimeOffset? began = null;
        foreach (var fact in patient["facts"]!.AsArray())
        {
            var at = DateTimeOffset.Parse((string)fact!["at"]!, CultureInfo.InvariantCulture);
            var type = (string)fact["type"]!;
            began ??= type == "crisisTextReceived" ? at : null;
            if (began is { } start && Told.TryGetValue(type, out var tell) && tell(fact) is { Length: > 0 } line)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{(int)(at - start).TotalHours,4}:{(at - start).Minutes:00}:{(at - start).Seconds:00}  {line}");
            }
        }
    }

    /// <summary>Whether a person acknowledged each case of danger.</summary>
    public static bool IsComplete(JsonNode patient)
    {
        ArgumentNullException.ThrowIfNull(patient);
        var facts = patient["facts"]!.AsArray();
        var opened = facts.Where(fact => (string?)fact!["type"] == "caseOpened" && (string?)fact["reason"] == "crisis").Select(fact => (string)fact!["case"]!);
        var taken = facts.Where(fact => (string?)fact!["type"] == "caseAcknowledged").Select(fact => (string)fact!["case"]!).ToHashSet(StringComparer.Ordinal);
        return opened.All(taken.Contains);
    }
}
