using System.Text.RegularExpressions;
using MicroCare.Core.Clinics;
using MicroCare.Core.Clinics.Reading;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Tests.Core.Clinics;

/// <summary>Clinics' files: what they say, and what is told to whoever got one wrong.</summary>
public sealed partial class ClinicReaderTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "clinics");

    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["RIVERSIDE_NURSE_PHONE"] = "+13125550171",
        ["RIVERSIDE_LEAD_PHONE"] = "312.555.0172",
        ["RIVERSIDE_DIRECTOR_PHONE"] = "(312) 555-0173",
        ["NORTHSIDE_PAGER_WEBHOOK"] = "https://pager.example.org/x",
        ["NORTHSIDE_PAGER_SECRET"] = "s3cret",
        ["NORTHSIDE_DIRECTOR_PHONE"] = "7735550174",
    };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Shipped, "*.yaml").Select(Path.GetFileName).OfType<string>()];

    public static TheoryData<string> Examples => [.. Block().Matches(Page).Select(match => match.Groups["yaml"].Value)];

    private static string Page => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "clinics.md")).ReplaceLineEndings("\n");

    [Theory]
    [MemberData(nameof(Files))]
    public void File_ThatIsShipped_IsRead(string file) => Assert.Equal(file, $"{Read(File.ReadAllText(Path.Combine(Shipped, file))).Id}.yaml");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfThePage_IsRead(string yaml) => Assert.NotEmpty(Read(yaml.Contains("\nname:", StringComparison.Ordinal) ? yaml : $"id: riverside\nname: Riverside Clinic\n{yaml}").Name);

    [Fact]
    public void Page_HasExamples() => Assert.True(Block().Count(Page) >= 4);

    [Fact]
    public void Riverside_SaysWhatTheDemoNeeds()
    {
        var policy = Read(File.ReadAllText(Path.Combine(Shipped, "riverside.yaml")));

        Assert.Null(policy.Consent);
        Assert.Equal("riverside-research/1", policy.Research!.Version);
        Assert.Equal("312-555-0100", policy.Line);
        Assert.Equal(["+13125550171", "+13125550172", "+13125550173"], policy.OnCall.Select(tier => tier.Contacts.Single().Phone));
        Assert.Equal((MinorPolicy.Refuse, 18, Duration.FromMinutes(5), Duration.FromHours(24)), (policy.Minors, policy.AgeOfMajority, policy.AcknowledgeWithin, policy.ConversationLives));
        Assert.True(policy.Watched!.IsOpen(Instant.FromUtc(2026, 10, 30, 13, 0))); // Friday, 8:00 in Chicago.
        Assert.False(policy.Watched.IsOpen(Instant.FromUtc(2026, 10, 30, 22, 0)));
        Assert.False(policy.Watched.IsOpen(Instant.FromUtc(2026, 10, 31, 15, 0)));
    }

    [Fact]
    public void Northside_IsAlwaysThereAndKeepsItsSecret()
    {
        var policy = Read(File.ReadAllText(Path.Combine(Shipped, "northside.yaml")));

        Assert.True(policy.Watched!.IsOpen(Instant.FromUtc(2026, 10, 31, 23, 59, 59)));
        Assert.Equal("s3cret", policy.WebhookSecret!.Value);
        Assert.DoesNotContain("s3cret", policy.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pager.example", policy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("idd: x", 3, 1, "not known here")]
    [InlineData("line: []", 3, 7, "must be a text")]
    [InlineData("watched: sometimes", 3, 10, "must be always")]
    [InlineData("watched: { zone: Mars/Olympus, hours: { mon: \"08:00-17:00\" } }", 3, 18, "IANA")]
    [InlineData("watched: { zone: America/Chicago }", 3, 10, "'watched.hours' is missing")]
    [InlineData("watched: { zone: America/Chicago, hours: { monday: \"08:00-17:00\" } }", 3, 52, "no weekday")]
    [InlineData("watched: { zone: America/Chicago, hours: { fri-mon: \"08:00-17:00\" } }", 3, 53, "no weekday")]
    [InlineData("watched: { zone: America/Chicago, hours: { mon: \"17:00-08:00\" } }", 3, 49, "later than the beginning")]
    [InlineData("watched: { zone: America/Chicago, hours: { mon-fri: \"08:00-17:00\", wed: \"08:00-12:00\" } }", 3, 73, "another line")]
    [InlineData("consent: { version: a/1, text: { en: \"Reply YES, STOP\", es: \"Responde SI\" } }", 3, 32, "does not name STOP")]
    [InlineData("consent: { version: a/1, text: { en: \"Reply YES, STOP\" } }", 3, 32, "'consent.text.es' is missing")]
    [InlineData("consent: { version: a 1, text: { en: \"STOP\", es: \"STOP\" } }", 3, 21, "without spaces")]
    [InlineData("consent: { version: a/1, text: { en: \"STOP {phone}\", es: \"STOP\" } }", 3, 38, "no placeholder")]
    [InlineData("research: { version: a/1, text: { en: \"DATA YES\", es: \"DATOS NO\" } }", 3, 33, "does not name DATA NO")]
    [InlineData("minors: perhaps", 3, 9, "refuse or guardian_consent")]
    [InlineData("age_of_majority: 16", 3, 18, "from 18 to 21")]
    [InlineData("acknowledge_within: 3 hours", 3, 21, "from 1 minute to 1 hour")]
    [InlineData("acknowledge_within: soon", 3, 21, "no length of time")]
    [InlineData("conversation_lives: 10 minutes", 3, 21, "from 1 hour to 1 week")]
    [InlineData("on_call: [{ name: Nurse, phone: 3125550142 }]", 3, 11, "list of contacts")]
    [InlineData("on_call: [[]]", 3, 11, "list of contacts")]
    [InlineData("on_call: [[{ name: Nurse }]]", 3, 20, "needs a 'phone' or a 'webhook'")]
    [InlineData("on_call: [[{ name: Nurse, phone: 555 }]]", 3, 34, "US number")]
    [InlineData("on_call: [[{ name: Nurse, webhook: \"http://x.example\" }]]", 3, 36, "https")]
    [InlineData("on_call: [[{ name: Nurse, phone: \"${NOBODY}\" }]]", 3, 34, "The setting NOBODY is missing")]
    [InlineData("webhook_secret: hunter2", 3, 17, "does not stand in a file")]
    [InlineData("languages: [en]", 3, 12, "en and es among them")]
    public void File_WithAMistake_SaysWhereAndWhatToDo(string line, int atLine, int column, string said)
    {
        var fault = Assert.Throws<ProgramFormatException>(() => Read($"id: riverside\nname: Riverside Clinic\n{line}\n"));
        var problem = Assert.Single(fault.Problems);

        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Equal((atLine, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void File_WithSeveralMistakes_TellsAllAtOnce()
    {
        var fault = Assert.Throws<ProgramFormatException>(() => Read("id: R\nminors: perhaps\nage_of_majority: 99\n"));
        Assert.Equal(4, fault.Problems.Count);
    }

    [Fact]
    public void Setting_ThatHoldsNoNumber_IsNamedAndNotQuoted()
    {
        var fault = Assert.Throws<ProgramFormatException>(() => ClinicReader.Read(
            "x.yaml", "id: riverside\nname: R\non_call: [[{ name: Nurse, phone: \"${N}\" }]]\n", _ => "letmein", isDevelopment: false));
        Assert.DoesNotContain("letmein", fault.Message, StringComparison.Ordinal);
    }

    private static ClinicPolicy Read(string yaml) => ClinicReader.Read("clinic.yaml", yaml, name => Settings.GetValueOrDefault(name), isDevelopment: false);

    [GeneratedRegex("""^```yaml\n(?<yaml>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
