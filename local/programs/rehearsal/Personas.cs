using System.Collections.Immutable;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Local.Programs;

/// <summary>The personas of rehearsals. Between them they meet everything that a program can do: each is a case, none an average patient.</summary>
public static class Personas
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<RehearsedPersona> All { get; } =
    [
        new("keen", "answers everything soon")
        {
            Unasked = [new(0.05, "why"), new(0.1, null), new(0.6, null)],
        },
        new("brief", "reads plain texts in the evening, answers in words and with slips")
        {
            FirstName = "Joe",
            Level = ReadingLevel.Plain,
            Window = new(new LocalTime(17, 30), new LocalTime(20, 0)),
            Minutes = (3, 90),
            Answering = 0.85,
            IsLoose = true,
            Unasked = [new(0.3, "pause 1 week"), new(0.55, "help")],
        },
        new("spanish", "reads Spanish, is new to health on the internet")
        {
            FirstName = "Rosa",
            Language = "es",
            Minutes = (5, 90),
            Literacy = 0.3,
            Unasked = [new(0.08, "por qué"), new(0.15, null), new(0.4, "pausa 3 dias")],
        },
        new("worse", "feels worse as the weeks go by")
        {
            FirstName = "Dana",
            Minutes = (10, 200),
            Answering = 0.9,
            Burden = (0.5, 0.75, 1),
            Unasked = [new(0.5, "why")],
        },
        new("better", "feels better as the weeks go by, rests once and returns early")
        {
            FirstName = "Alex",
            Minutes = (5, 60),
            Burden = (0.8, 0.5, 0.1),
            Unasked = [new(0.5, "PAUSE 2 WEEKS"), new(0.5, "RESUME", DaysLater: 5)],
        },
        new("silent", "stops answering after a week")
        {
            FirstName = "Kim",
            Window = new(new LocalTime(12, 0), new LocalTime(14, 0)),
            Minutes = (5, 60),
            SilentFrom = 7,
        },
        new("curious", "asks WHY after each step, and often for an exercise")
        {
            FirstName = "Noor",
            Minutes = (6, 30),
            AsksWhy = true,
            Unasked = [.. Enumerable.Range(1, 9).Select(tenth => new UnaskedText(tenth / 10.0, null))],
        },
        new("safety", "tells of thoughts of self-harm where a questionnaire asks")
        {
            FirstName = "Lee",
            Burden = (0.55, 0.55, 0.55),
            Danger = 1,
        },
    ];

    /// <summary>The persona of that name.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message names those there are.</exception>
    public static RehearsedPersona Named(string name) => All.FirstOrDefault(persona => string.Equals(persona.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidOperationException(
            $"There is no persona '{name}'. Known: {string.Join("; ", All.Select(persona => $"{persona.Name} ({persona.About})"))}.");
}
