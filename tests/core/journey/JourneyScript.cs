using System.Globalization;
using CsCheck;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>What a made-up world does to a journey, one thing after the other; small numbers, so that a failure shrinks to a short story.</summary>
internal sealed record JourneyScript(string Program, string Zone, string Language, PreferredWindow Window, Instant EnrolledAt, JourneyScript.Event[] Events)
{
    private static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Phoenix", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu",
        "Pacific/Kiritimati", "America/St_Johns", "Pacific/Apia", "America/Adak", "Europe/London",
    ];

    private static readonly string[] Words =
    [
        "STOP", "START", "yes", "no", "7", "A", "b", "dunno", "HELP", "three", "please stop texting me", "sí", "ok thanks", "hello there", "", "🙂",
        "unstop", "11", "walk", "STOP", "START", "STOP", "START",
    ];

    /// <summary>What happens, and how long after the event before it (or after the next wake).</summary>
    public enum Kind
    {
        WakeInTime,
        WakeLate,
        ClockAtRandom,
        Reply,
        Report,
        NewVersion,
    }

    public sealed record Event(Kind Kind, int Minutes, int Choice)
    {
        public string Words => JourneyScript.Words[Choice % JourneyScript.Words.Length];

        public override string ToString() => Kind == Kind.Reply ? $"{Kind} +{Minutes}min '{Words}'" : $"{Kind} +{Minutes}min {Choice}";
    }

    private static Gen<Event[]> SomeEvents { get; } = (
        from kind in Gen.Frequency(
            (8, Gen.Const(Kind.WakeInTime)), (2, Gen.Const(Kind.WakeLate)), (1, Gen.Const(Kind.ClockAtRandom)), (8, Gen.Const(Kind.Reply)),
            (1, Gen.Const(Kind.Report)), (1, Gen.Const(Kind.NewVersion)))
        from minutes in Gen.Frequency((4, Gen.Int[0, 14]), (3, Gen.Int[15, 600]), (1, Gen.Int[600, 20_000]))
        from choice in Gen.Int[0, 1_000]
        select new Event(kind, minutes, choice)).Array[0, 60];

    public static Gen<JourneyScript> Any { get; } =
        from program in Gen.OneOf(Gen.Const("three-days"), Gen.Const("thirty-days"))
        from zone in Gen.Int[0, Zones.Length - 1].Select(i => Zones[i])
        from language in Gen.Bool.Select(spanish => spanish ? "es" : "en")
        from start in Gen.Int[8 * 2, (20 * 2) + 1]
        from length in Gen.Int[1, 26]
        from hour in Gen.Int[0, 24 * 400]
        from events in SomeEvents
        select new JourneyScript(
            program, zone, language, WindowOf(start, length), Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes((hour * 60L) + (hour % 60)), events);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Program} in {Zone}, {Window.From}-{Window.To}, enrolled {EnrolledAt}:\n  {string.Join("\n  ", Events.Select(one => one.ToString()))}");

    public InterventionProgram ProgramAt(bool newVersion) =>
        TestPrograms.All[newVersion && Program == "three-days" ? "three-days-v2" : Program];

    private static PreferredWindow WindowOf(int halfHours, int length)
    {
        var from = LocalTime.Midnight.PlusMinutes(Math.Min(halfHours, 41) * 30);
        return new PreferredWindow(from, LocalTime.Midnight.PlusMinutes(Math.Min((Math.Min(halfHours, 41) + length) * 30, 21 * 60)));
    }
}
