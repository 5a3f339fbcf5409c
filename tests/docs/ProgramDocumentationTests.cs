using System.Text.RegularExpressions;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;
using MicroCare.Tests.Core.Journeys;

namespace MicroCare.Tests.Docs;

/// <summary>Every example of docs/programs.md is read as it stands there. A block whose kind nobody knows fails: no example goes untested.</summary>
public sealed partial class ProgramDocumentationTests
{
    private const string Step = "  - { id: one, day: 1, say: { en: one, es: uno } }\n";
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "programs.md")).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, (string Tag, string Yaml)> Examples = Block().Matches(Page)
        .Select((match, at) => (Name: $"{at + 1} {match.Groups["tag"].Value}", Tag: match.Groups["tag"].Value, Yaml: match.Groups["yaml"].Value))
        .ToDictionary(one => one.Name, one => (one.Tag, one.Yaml));

    private static readonly Dictionary<string, Instrument> Instruments = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "programs", "instruments"), "*.yaml")
        .Select(path => InstrumentReader.Read(path, File.ReadAllText(path))).ToDictionary(instrument => instrument.Id);

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_OfThePage_IsReadWithoutAProblem(string name)
    {
        var (tag, yaml) = Examples[name];
        switch (tag)
        {
            case "yaml program":
                var program = ProgramReader.Read(name, yaml, Instruments);
                Assert.Equal(2, program.Steps.Length);
                Assert.Empty(ProgramCheck.Check(name, program));
                break;
            case "yaml text":
                var said = (Instruction.Say)Read("  - id: one\n    day: 1\n    say:\n" + Indented(yaml, 6)).Steps[0].Content[0];
                Assert.Equal(3, said.Text.VariantsIn("en").Length);
                Assert.Single(said.Text.VariantsIn("es"));
                break;
            case "yaml do":
                Assert.True(Read("  - id: one\n    day: 1\n    do:\n" + Indented(yaml, 6)).Steps[0].Content.Length > 20);
                break;
            case "yaml pace":
                Assert.NotEqual(Pace.Usual, Read(Step, Under("pace", yaml)).Pace);
                break;
            case "yaml tailoring":
                Assert.NotEqual(Tailoring.Nothing, Read(Step, Under("tailoring", yaml)).Tailoring);
                break;
            case "yaml library":
                Assert.Single(Read(Step, Under("library", yaml)).Library);
                break;
            case "yaml migrate":
                Assert.Single(Read(Step, Under("migrate", yaml)).Migration.Renamed);
                break;
            case "yaml instrument":
                Assert.Equal(2, InstrumentReader.Read(name, yaml).Items.Length);
                break;
            default:
                Assert.Fail($"Nobody knows how to read an example of the kind '{tag}'. Teach this test, or choose a known kind.");
                break;
        }
    }

    [Fact]
    public void Page_WithItsFences_HasAnExampleOfEveryKind() =>
        Assert.Equal(
            ["yaml do", "yaml instrument", "yaml library", "yaml migrate", "yaml pace", "yaml program", "yaml tailoring", "yaml text"],
            Examples.Values.Select(one => one.Tag).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Page_EveryFence_IsOneOfTheExamples() => Assert.Equal(Page.Split('\n').Count(line => line.TrimStart().StartsWith("```", StringComparison.Ordinal)), 2 * Examples.Count);

    /// <summary>The smallest whole program around an example; it declares every memory that examples use.</summary>
    private static InterventionProgram Read(string steps, string further = "") => ProgramReader.Read(
        "example.yaml",
        "id: example\nversion: 2\ndays: 14\n"
        + "memories: { mood: number, low_days: { type: number, start: 0 }, plan: text, plan_done: yesno, calm_now: yesno, helped: choice }\n"
        + $"{further}\nsteps:\n{steps}{TestPrograms.Around}",
        Instruments);

    private static string Under(string key, string yaml) => $"{key}:\n{Indented(yaml, 2)}";

    private static string Indented(string yaml, int by) => string.Concat(yaml.Split('\n').Select(line => line.Length == 0 ? "\n" : new string(' ', by) + line + "\n"));

    [GeneratedRegex("""^```(?<tag>[^\n]*)\n(?<yaml>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
