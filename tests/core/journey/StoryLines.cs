using System.Text.Json;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>Several steps of a journey as lines that a person can read: the local time, then a fact with what matters of it, or what is sent or asked for.</summary>
internal static class StoryLines
{
    /// <summary>Facts that only say that an effect was asked for; the effect has a line of its own.</summary>
    private static readonly Type[] Told = [typeof(JourneyFact.AnswerSent), typeof(JourneyFact.CaseOpened), typeof(JourneyFact.CaseTakenBack), typeof(JourneyFact.StepTextSent)];

    /// <summary>What every fact has, or what names an effect, or repeats what stands in another line.</summary>
    private static readonly HashSet<string> Left =
        new(StringComparer.Ordinal) { "type", "sequence", "at", "words", "text", "of", "task", "case", "triage", "shown", "guardian", "dueAt", "why", "engagement", "studyDay", "latencySeconds", "version", "consentSource" };

    public static IEnumerable<string> Of(JourneyCase one, IEnumerable<Outcome> outcomes) => outcomes.SelectMany(outcome => Of(one, outcome));

    private static IEnumerable<string> Of(JourneyCase one, Outcome outcome)
    {
        var at = outcome.Facts.Length > 0 ? outcome.Facts[0].At : (Instant?)null;
        var facts = outcome.Facts.Where(fact => !Told.Contains(fact.GetType())).Select(fact => (fact.Sequence, Line: Shown(one, fact)));
        var effects = outcome.Effects.Select(effect => (Sequence: effect.Key.TryRead(out _, out var number) ? number : 0, Line: Shown(effect)));
        var time = at is { } instant ? one.Local(instant)[..16] : "";
        return facts.Concat(effects).OrderBy(line => line.Sequence).Select(line => $"{time} {line.Line}")
            .Concat(outcome.CancelsPendingTexts ? [$"{time} ! pending texts are cancelled"] : [])
            .Concat(outcome.CancelsProgramTexts ? [$"{time} ! pending texts of the program are cancelled"] : []);
    }

    private static string Shown(JourneyEffect effect) => effect switch
    {
        JourneyEffect.SendText text => $"{(text.Purpose is TextPurpose.Prompt or TextPurpose.Answer ? "" : Word(text.Purpose) + " ")}> {text.Body!.Words}",
        JourneyEffect.ShowCase { Case: var one } => $"! case {Word(one.Reason)} {Word(one.Status)}",
        JourneyEffect.CallPeople call => $"! people are called, round {call.Round}",
        JourneyEffect.TellCarrier tell => $"! the carrier is told: {(tell.OptedOut ? "opted out" : "opted in")}",
        JourneyEffect.ReportProgramFault fault => $"! report {fault.Program} {fault.ProgramVersion} {fault.Step} {Word(fault.Fault)} {fault.Name}".TrimEnd(),
        _ => throw new ArgumentOutOfRangeException(nameof(effect), "Unknown effect."),
    };

    private static string Shown(JourneyCase one, JourneyFact fact)
    {
        var json = JsonSerializer.SerializeToNode(fact, JourneyJson.Options)!.AsObject();
        var line = $"{json["type"]}";
        if (fact is JourneyFact.Paused paused)
        {
            return $"{line} until {one.Local(paused.Until)[..16]}";
        }

        if (fact is JourneyFact.CrisisTextReceived)
        {
            return line; // The score is the rules' affair.
        }

        if (fact is JourneyFact.AnswerUnderstood understood)
        {
            return $"{line} {understood.Step} {understood.Answer.Code}";
        }

        foreach (var (name, value) in json.Where(entry => !Left.Contains(entry.Key)))
        {
            line += value!.GetValueKind() switch
            {
                JsonValueKind.True => $" {name}",
                JsonValueKind.False => $" not {name}",
                JsonValueKind.Number => $" {name} {value}",
                _ => $" {value}",
            };
        }

        return line;
    }

    private static string Word<T>(T value) => JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}
