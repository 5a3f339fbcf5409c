using System.Text.Json;
using System.Xml.Linq;
using MicroCare.Core.Cases;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;

namespace MicroCare.Tests.Core.Privacy;

public sealed class FactWordsTests
{
    private static readonly Dictionary<string, JourneyFact> Samples = XDocument.Load(Path.ChangeExtension(typeof(Journey).Assembly.Location, ".xml"))
        .Descendants("member")
        .Where(member => ((string)member.Attribute("name")!).StartsWith($"T:{typeof(JourneyFact).FullName}.", StringComparison.Ordinal) && member.Element("example") is not null)
        .ToDictionary(
            member => ((string)member.Attribute("name")!).Split('.')[^1], member => JsonSerializer.Deserialize<JourneyFact>(member.Element("example")!.Value, JourneyJson.Options)!);

    public static TheoryData<string> Facts => [.. typeof(JourneyFact).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(JourneyFact))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Words_OfEveryFact_AreASentenceWithoutKeysOrWordsOfThePatient(string name)
    {
        var fact = Samples[name];
        var line = FactWords.Of(fact with { Words = new PatientText("wordcanary") });
        Assert.Matches("^[A-Za-z].*[.!]$", line);
        Assert.DoesNotContain("wordcanary", line, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\bp7\.[0-9]", line); // An effect's key holds the patient's id.
        Assert.DoesNotContain("3f9a", line, StringComparison.Ordinal); // The hash of a number.
    }

    [Fact]
    public void Plain_OfAName_IsWords() => Assert.Equal("no consent answer", FactWords.Plain(CaseReason.NoConsentAnswer));
}
