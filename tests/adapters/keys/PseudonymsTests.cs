using MicroCare.Adapters.Keys;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Adapters.Keys;

public sealed class PseudonymsTests
{
    private static readonly Pseudonyms Names = new(Ring(9));

    [Fact]
    public void PatientOf_TheSamePerson_IsTheSameAndTellsNothing()
    {
        var patient = Names.PatientOf(Enrollment("riverside", "RS-1001"));

        Assert.Equal(patient, Names.PatientOf(Enrollment("riverside", "RS-1001")));
        Assert.Matches("^[a-km-np-z2-9]{26}$", patient.Value);
    }

    [Fact]
    public void PatientOf_OtherClinicOrIdOrPepper_IsAnother()
    {
        var all = new[]
        {
            Names.PatientOf(Enrollment("riverside", "RS-1001")),
            Names.PatientOf(Enrollment("riverside", "RS-1002")),
            Names.PatientOf(Enrollment("lakeside", "RS-1001")),
            new Pseudonyms(Ring(8)).PatientOf(Enrollment("riverside", "RS-1001")),
        };

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Names_OfOnePersonForSeveralPurposes_DoNotMeet()
    {
        var patient = Names.PatientOf(Enrollment("riverside", "RS-1001"));

        Assert.DoesNotContain(Names.StudyOf(patient).Value[1..], patient.Value, StringComparison.Ordinal);
        Assert.NotEqual(Names.PhoneKey(new PatientText("+13125550142")), Names.PhoneKey(new PatientText("+13125550143")));
    }

    [Fact]
    public void PatientOf_ManyPeople_SpreadsOverAllFirstCharacters()
    {
        var counts = Enumerable.Range(0, 3_200).GroupBy(i => Names.PatientOf(Enrollment("riverside", $"RS-{i}")).Value[0]).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(32, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 50, 160));
    }

    private static KeyRing Ring(byte pepper) =>
        new("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }, [.. Enumerable.Repeat(pepper, 32)]);

    private static Enrollment Enrollment(string clinic, string externalId) => new(
        new ClinicId(clinic), new PatientText(externalId), new PatientText("Maria"), new PatientText("+13125550142"), "America/Chicago", "en",
        new ProgramId("three-days"), new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form");
}
