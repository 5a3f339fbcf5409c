using MicroCare.Core.Enrollment;
using MicroCare.Core.Programs;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Core.Enrollment;

public sealed class EnrollmentCheckTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 19, 12, 0);

    private static readonly EnrollmentRequest Good = new(
        "riverside", " RS-1001 ", "Maria Lopez", "(312) 555-0142", "America/Chicago", "es", "three-days", new WindowRequest("09:00", "11:00"), "paper form");

    private static readonly string Long = new('Q', 201);

    public static TheoryData<string, string, object?> Broken => new()
    {
        { "clinic", nameof(Good.Clinic), "Riverside Q" },
        { "clinic", nameof(Good.Clinic), "q" },
        { "clinic", nameof(Good.Clinic), "1clinic" },
        { "clinic", nameof(Good.Clinic), Long.ToLowerInvariant() },
        { "clinic", nameof(Good.Clinic), null },
        { "externalId", nameof(Good.ExternalId), "  " },
        { "externalId", nameof(Good.ExternalId), Long },
        { "externalId", nameof(Good.ExternalId), "QQ\nQQ" },
        { "name", nameof(Good.Name), null },
        { "name", nameof(Good.Name), Long },
        { "phone", nameof(Good.Phone), "0142-QQQQ" },
        { "phone", nameof(Good.Phone), null },
        { "timeZone", nameof(Good.TimeZone), "Qentral Standard Time" },
        { "timeZone", nameof(Good.TimeZone), null },
        { "language", nameof(Good.Language), "qq" },
        { "language", nameof(Good.Language), null },
        { "program", nameof(Good.Program), "qqqq" },
        { "program", nameof(Good.Program), "" },
        { "preferredWindow.from", nameof(Good.PreferredWindow), new WindowRequest("9 QQ", "11:00") },
        { "preferredWindow.from", nameof(Good.PreferredWindow), new WindowRequest(null, "11:00") },
        { "preferredWindow.to", nameof(Good.PreferredWindow), new WindowRequest("09:00", "24:00") },
        { "preferredWindow", nameof(Good.PreferredWindow), new WindowRequest("07:59", "11:00") },
        { "preferredWindow", nameof(Good.PreferredWindow), new WindowRequest("09:00", "21:01") },
        { "preferredWindow", nameof(Good.PreferredWindow), new WindowRequest("09:00", "09:29") },
        { "preferredWindow", nameof(Good.PreferredWindow), new WindowRequest("11:00", "09:00") },
        { "consentSource", nameof(Good.ConsentSource), "" },
        { "consentSource", nameof(Good.ConsentSource), Long },
    };

    [Fact]
    public void Check_OfAGoodRequest_IsNormalized()
    {
        var (enrollment, problems) = EnrollmentCheck.Check(Good, Find, TestClinics.Find, Now);

        Assert.Empty(problems);
        Assert.Equal("RS-1001", enrollment!.ExternalId.Words);
        Assert.Equal("+13125550142", enrollment.Phone.Words);
        Assert.Equal(new LocalTime(9, 0), enrollment.Window.From);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_OfABrokenField_NamesItAndNeverItsValue(string field, string member, object? value)
    {
        var request = With(member, value);

        var (enrollment, problems) = EnrollmentCheck.Check(request, Find, TestClinics.Find, Now);

        Assert.Null(enrollment);
        var problem = Assert.Single(problems);
        Assert.Equal(field, problem.Field);
        Assert.DoesNotContain("QQ", problem.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Check_OfNothing_TellsEverythingAtOnce()
    {
        var (_, problems) = EnrollmentCheck.Check(new EnrollmentRequest(null, null, null, null, null, null, null, null, null), Find, TestClinics.Find, Now);

        Assert.Equal(
            ["clinic", "externalId", "name", "phone", "timeZone", "program", "preferredWindow.from", "preferredWindow.to", "consentSource"],
            problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("08:00", "08:30")]
    [InlineData("20:30", "21:00")]
    [InlineData("08:00", "21:00")]
    public void Check_OfAWindowAtTheBorder_Accepts(string from, string to) =>
        Assert.Empty(EnrollmentCheck.Check(Good with { PreferredWindow = new WindowRequest(from, to) }, Find, TestClinics.Find, Now).Problems);

    [Fact]
    public void ToString_OfARequest_SaysNothingOfThePerson() => Assert.Equal("[enrollment request]", Good.ToString());

    private static InterventionProgram? Find(MicroCare.Core.Identity.ProgramId id) => TestPrograms.All.GetValueOrDefault(id.Value);

    private static EnrollmentRequest With(string member, object? value) => member switch
    {
        nameof(Good.Clinic) => Good with { Clinic = (string?)value },
        nameof(Good.ExternalId) => Good with { ExternalId = (string?)value },
        nameof(Good.Name) => Good with { Name = (string?)value },
        nameof(Good.Phone) => Good with { Phone = (string?)value },
        nameof(Good.TimeZone) => Good with { TimeZone = (string?)value },
        nameof(Good.Language) => Good with { Language = (string?)value },
        nameof(Good.Program) => Good with { Program = (string?)value },
        nameof(Good.PreferredWindow) => Good with { PreferredWindow = (WindowRequest?)value },
        nameof(Good.ConsentSource) => Good with { ConsentSource = (string?)value },
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "No such field."),
    };
}
