using System.Collections.Immutable;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>Clinics that tests know by name.</summary>
internal static class TestClinics
{
    /// <summary>Nothing is set: no line, nobody reads, no research.</summary>
    public static ClinicPolicy Riverside { get; } = ClinicPolicy.Standard(new ClinicId("riverside"), "Riverside Clinic");

    /// <summary>Everything is set; somebody reads on weekdays from 8 to 17, in Chicago.</summary>
    public static ClinicPolicy Hillside { get; } = Riverside with
    {
        Line = "312-555-0100",
        Watched = new ServiceHours("America/Chicago", Enumerable.Range(1, 5).ToImmutableSortedDictionary(day => (IsoDayOfWeek)day, _ => (new LocalTime(8, 0), new LocalTime(17, 0)))),
        Consent = new ConsentDocument("hillside/1", Text("{clinic} asks, version 1. YES or NO? STOP ends it.")),
        Research = new ConsentDocument("hillside-research/1", Text("May research use your data? DATA YES or DATA NO.")),
        Minors = MinorPolicy.GuardianConsent,
    };

    /// <summary>The same, a year later: other texts of consent.</summary>
    public static ClinicPolicy HillsideLater { get; } = Hillside with
    {
        Consent = new ConsentDocument("hillside/2", Text("{clinic} asks, version 2. YES or NO? STOP ends it.")),
        Research = new ConsentDocument("hillside-research/2", Text("May new research use your data? DATA YES or DATA NO.")),
    };

    /// <summary>By the name that cases give.</summary>
    public static ClinicPolicy Named(string name) => name switch
    {
        "riverside" => Riverside,
        "hillside" => Hillside,
        "hillside-later" => HillsideLater,
        _ => throw new ArgumentException($"There is no test clinic '{name}'.", nameof(name)),
    };

    /// <summary>Any clinic, by the standard policy.</summary>
    public static ClinicPolicy? Find(ClinicId id) => ClinicPolicy.Standard(id, id.Value);

    private static LocalizedText Text(string words) => new(new Dictionary<string, string> { ["en"] = words, ["es"] = words + " (es)" });
}
