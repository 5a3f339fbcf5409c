using Json.Schema;
using MicroCare.Tests.Core.Journeys;

namespace MicroCare.Tests.Core.Programs;

/// <summary>What an editor tells an author: the schemas accept every file that the readers accept, and refuse what a reader would refuse.</summary>
public sealed class SchemaTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "programs");
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "cases", "programs");
    private static readonly JsonSchema ForPrograms = JsonSchema.FromText(File.ReadAllText(Path.Combine(Shipped, "schema", "program.schema.json")));
    private static readonly JsonSchema ForInstruments = JsonSchema.FromText(File.ReadAllText(Path.Combine(Shipped, "schema", "instrument.schema.json")));

    private static readonly string Program = File.ReadAllText(Path.Combine(Shipped, "first-steps.yaml"));
    private static readonly string Instrument = File.ReadAllText(Path.Combine(Shipped, "instruments", "phq9.yaml"));

    public static TheoryData<string> Programs => [.. Yaml(Shipped), .. Yaml(Cases)];

    public static TheoryData<string> Instruments => [.. Yaml(Path.Combine(Shipped, "instruments")), .. Yaml(Path.Combine(Cases, "instruments"))];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_ThatTheReaderAccepts_FitsTheSchema(string file)
    {
        var yaml = Text(file);

        AssertFits(ForPrograms, yaml.Contains("\nmessages:", StringComparison.Ordinal) ? yaml : yaml + TestPrograms.Around);
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void Instrument_ThatTheReaderAccepts_FitsTheSchema(string file) => AssertFits(ForInstruments, Text(file));

    [Fact]
    public void File_ThatIsShipped_NamesItsSchemaInTheFirstLine()
    {
        foreach (var file in Yaml(Shipped).Concat(Yaml(Path.Combine(Shipped, "instruments"))))
        {
            var first = Text(file).Split('\n')[0].TrimEnd();
            Assert.StartsWith("# yaml-language-server: $schema=", first, StringComparison.Ordinal);
            var folder = Path.GetDirectoryName(Path.Combine(AppContext.BaseDirectory, file))!;
            Assert.True(File.Exists(Path.Combine(folder, first[(first.IndexOf('=', StringComparison.Ordinal) + 1)..])), $"{file}: {first}");
        }
    }

    [Theory]
    [InlineData("\ndays: 14", "\ndayz: 14")] // a misspelt key
    [InlineData("\ndays: 14", "\ndays: 14\nday_count: 14")]
    [InlineData("    unclear:", "    unclaer:")]
    [InlineData("  consent_again:", "  consent_agian:")]
    [InlineData("\nid: first-steps", "")] // a missing key
    [InlineData("  - id: d01-begin\n", "  -\n")]
    [InlineData("    answer: { type: number, min: 0, max: 10 }\n", "")]
    [InlineData("{ type: number, min: 0, max: 10 }", "{ type: number, min: 0 }")]
    [InlineData("\nversion: 1", "\nversion: one")] // a wrong type
    [InlineData("\nversion: 1", "\nversion: \"1\"")]
    [InlineData("\nlanguages: [en, es]", "\nlanguages: en")]
    [InlineData("    day: 1\n", "    day: first\n")]
    [InlineData("    day: 1\n", "    day: 1\n    advance: perhaps\n")]
    [InlineData("{ type: number, min: 0, max: 10 }", "{ type: numbers, min: 0, max: 10 }")]
    [InlineData("    day: 1\n", "    day: 1\n    after: 2 days\n")] // two schedules
    [InlineData("    day: 1\n", "    day: 1\n    do: [{ end: step }]\n")] // two contents
    [InlineData("    day: 1\n", "    day: 1\n    gentler: [{ say: { en: a, es: b }, wait: 3 hours }]\n")] // two moves in one
    [InlineData("    day: 1\n", "    day: 1\n    gentler: [{ wait: 3 moons }]\n")]
    [InlineData("    day: 1\n", "    day: 1\n    gentler: [{ if: yes }]\n")]
    [InlineData("    day: 1\n", "    day: 1\n    offset: 3\n")] // belongs to another schedule
    [InlineData("    day: 1\n", "    day: 1\n    teaches: calm\n")]
    [InlineData("\n    at: preferred", "\n    at: \"23:00\"")]
    public void Program_WithAMistake_DoesNotFitTheSchema(string there, string instead) => AssertRefuses(ForPrograms, Program, there, instead);

    [Theory]
    [InlineData("\nremind_after:", "\nremind_afer:")]
    [InlineData("\nid: phq9", "")]
    [InlineData("\nversion: 1", "\nversion: first")]
    [InlineData("rule: sum", "rule: mean")]
    [InlineData("\nanswer: { type: number, min: 0, max: 3 }", "\nanswer: number")]
    public void Instrument_WithAMistake_DoesNotFitTheSchema(string there, string instead) => AssertRefuses(ForInstruments, Instrument, there, instead);

    private static void AssertRefuses(JsonSchema schema, string yaml, string there, string instead)
    {
        var good = yaml.ReplaceLineEndings("\n");
        var at = good.IndexOf(there, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{there}' is not there.");

        Assert.True(YamlSchema.Evaluate(schema, good).IsValid);
        Assert.False(YamlSchema.Evaluate(schema, good[..at] + instead + good[(at + there.Length)..]).IsValid);
    }

    private static void AssertFits(JsonSchema schema, string yaml)
    {
        var result = YamlSchema.Evaluate(schema, yaml);

        Assert.True(result.IsValid, string.Join("\n", (result.Details ?? []).Where(one => one.Errors is { Count: > 0 })
            .SelectMany(one => one.Errors!.Values.Select(error => $"{one.InstanceLocation}: {error}")).Take(20)));
    }

    private static IEnumerable<string> Yaml(string folder) =>
        Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file)).Order(StringComparer.Ordinal);

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
}
