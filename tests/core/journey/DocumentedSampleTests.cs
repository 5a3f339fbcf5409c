using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Journeys;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>The JSON samples in the documentation comments are what is really read and written.</summary>
public sealed class DocumentedSampleTests
{
    private static readonly Type[] Families = [typeof(JourneyInput), typeof(JourneyFact), typeof(JourneyEffect), typeof(Memory)];

    private static readonly JsonSerializerOptions Requests = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Dictionary<string, string> Samples = XDocument.Load(Path.ChangeExtension(typeof(Journey).Assembly.Location, ".xml"))
        .Descendants("member")
        .Where(member => member.Element("example")?.Element("code") is not null && ((string)member.Attribute("name")!)[0] == 'T')
        .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("example")!.Element("code")!.Value);

    private static IEnumerable<Type> TestedTypes => Families.SelectMany(Members).Append(typeof(EnrollmentRequest)).Append(typeof(ProfileRequest));

    public static TheoryData<string> Names => [.. TestedTypes.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_OfEveryType_RoundTrips(string name)
    {
        Assert.True(Samples.TryGetValue(name, out var sample), $"{name} has no <example><code> with its JSON.");
        var type = TestedTypes.Single(one => NameOf(one) == name);
        var family = Array.Find(Families, one => type.IsSubclassOf(one)) ?? type;
        var options = family == type ? Requests : JourneyJson.Options;

        var read = JsonSerializer.Deserialize(sample, family, options);
        var written = JsonSerializer.SerializeToNode(read, family, options);

        Assert.IsType(type, read);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sample), written), $"{name} is written as {written!.ToJsonString()}");
    }

    [Fact]
    public void Samples_All_BelongToATestedType() => Assert.Empty(Samples.Keys.Except(TestedTypes.Select(NameOf)));

    private static string NameOf(Type type) => "T:" + type.FullName!.Replace('+', '.');

    private static IEnumerable<Type> Members(Type family) => family.GetNestedTypes().Where(type => type.IsSubclassOf(family));
}
