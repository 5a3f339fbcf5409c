using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using MicroCare.Core.Clinics;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>What a made-up world does to a journey, one thing after the other; small numbers, so that a failure shrinks to a short story.</summary>
internal sealed record JourneyScript(string Program, string Zone, string Language, PreferredWindow Window, Instant EnrolledAt, JourneyScript.Event[] Events)
{
    private const string Random = "random-";
    private static readonly ConcurrentDictionary<string, InterventionProgram> Made = new();

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

    private static readonly string[] MoreWords =
    [
        "yes", "no", "7", "0", "2", "1", "3", "A", "b", "dunno", "three", "sí", "ok thanks 👍", "hello {name} {w", "half past seven", "WHY", "PAUSE 3 DAYS", "pause", "RESUME",
        "CALM", "breathe", "START", "STOP", "HELP", "5/10", "like a 6", "not music", "המשפחה שלי", "\ud800", "music", "yes", "no", "2", "3", "0", "1", new('x', 1_600),
        "i want to kill myself", "DATA YES", "DATA STOP", "PRIVACY", "please call me",
    ];

    /// <summary>What the clinic has decided on; in a random story other texts of consent come with a new version.</summary>
    public ClinicPolicy ClinicAt(bool newVersion) => !IsRandom ? TestClinics.Riverside : newVersion ? TestClinics.HillsideLater : TestClinics.Hillside;

    /// <summary>What happens, and how long after the event before it (or after the next wake).</summary>
    public enum Kind
    {
        WakeInTime,
        WakeLate,
        ClockAtRandom,
        Reply,
        Report,
        NewVersion,
        Profile,
        Anchor,
        Answer,
        Staff,
        Act,
        Hold,
    }

    /// <summary>Whether the program is a random one.</summary>
    public bool IsRandom => Program.StartsWith(Random, StringComparison.Ordinal);

    public sealed record Event(Kind Kind, int Minutes, int Choice)
    {
        public string Words => JourneyScript.Words[Choice % JourneyScript.Words.Length];

        public string MoreWords => JourneyScript.MoreWords[Choice % JourneyScript.MoreWords.Length];

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

    /// <summary>The script that goes with the random program of that number: more can happen than in a small program.</summary>
    public static Gen<JourneyScript> WithRandomProgram(int number) =>
        from zone in Gen.Int[0, Zones.Length - 1].Select(i => Zones[i])
        from start in Gen.Int[8 * 2, (20 * 2) + 1]
        from length in Gen.Int[1, 26]
        from hour in Gen.Int[0, 24 * 400]
        from consent in Consent
        from events in MoreEvents
        select new JourneyScript(
            $"{Random}{number}", zone, number % 3 == 0 ? "es" : "en", WindowOf(start, length),
            Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes((hour * 60L) + (hour % 60)), [consent, .. events]);

    private static Gen<Event[]> MoreEvents { get; } = (
        from kind in Gen.Frequency(
            (30, Gen.Const(Kind.WakeInTime)), (2, Gen.Const(Kind.WakeLate)), (4, Gen.Const(Kind.ClockAtRandom)), (30, Gen.Const(Kind.Answer)), (8, Gen.Const(Kind.Reply)),
            (2, Gen.Const(Kind.Report)), (1, Gen.Const(Kind.NewVersion)), (1, Gen.Const(Kind.Profile)), (1, Gen.Const(Kind.Anchor)),
            (1, Gen.Const(Kind.Staff)), (4, Gen.Const(Kind.Act)), (2, Gen.Const(Kind.Hold)))
        from minutes in Gen.Frequency((10, Gen.Int[0, 14]), (3, Gen.Int[15, 300]), (1, Gen.Int[300, 6_000]))
        from choice in Gen.Int[0, 10_000]
        select new Event(kind, minutes, choice)).Array[0, 90];

    private static Gen<Event> Consent { get; } =
        from choice in Gen.Frequency((9, Gen.Const(0)), (1, Gen.Int[0, 10_000]))
        select new Event(Kind.Reply, 5, choice);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Program} in {Zone}, {Window.From}-{Window.To}, enrolled {EnrolledAt}:\n  {string.Join("\n  ", Events.Select(one => one.ToString()))}");

    public InterventionProgram ProgramAt(bool newVersion) => IsRandom
        ? Made.GetOrAdd($"{Program} {newVersion}", _ => Make(int.Parse(Program.AsSpan(Random.Length), CultureInfo.InvariantCulture), newVersion))
        : TestPrograms.All[newVersion && Program == "three-days" ? "three-days-v2" : Program];

    /// <summary>The program, or its second version; every fourth forgot the first one's file.</summary>
    private static InterventionProgram Make(int number, bool newVersion)
    {
        var first = TestPrograms.Read($"random-{number}.yaml", RandomProgram.Yaml(number, 1));
        return newVersion
            ? TestPrograms.Read($"random-{number}-v2.yaml", RandomProgram.Yaml(number, 2)) with { Earlier = number % 4 == 0 ? [] : [first] }
            : first;
    }

    private static PreferredWindow WindowOf(int halfHours, int length)
    {
        var from = LocalTime.Midnight.PlusMinutes(Math.Min(halfHours, 41) * 30);
        return new PreferredWindow(from, LocalTime.Midnight.PlusMinutes(Math.Min((Math.Min(halfHours, 41) + length) * 30, 21 * 60)));
    }
}
