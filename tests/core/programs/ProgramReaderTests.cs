using MicroCare.Core.Programs;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Core.Programs;

public sealed class ProgramReaderTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "programs", "three-days.yaml"));

    public static TheoryData<string, string, string, string> Broken => new()
    {
        // What stands there, what is written in its place, the line that is named, what the message says.
        { "id: three-days", "", "version: 1", "'id' is missing" },
        { "version: 1", "version: one", "version: one", "'version' must be a whole number from 1 to 1000000" },
        { "version: 1", "version: 0", "version: 0", "whole number" },
        { "days: 3", "days: 731", "days: 731", "from 1 to 730" },
        { "days: 3", "days: [3]", "days: [3]", "whole number" },
        { "languages: [en, es]", "languages: english", "languages: english", "must be a list" },
        { "languages: [en, es]", "languages: [english]", "languages: [english]", "ISO 639-1" },
        { "title: { en: Three days, es: Tres dias }", "title: { en: Three days }", "title: { en: Three days }", "'title.es' is missing" },
        { "title: { en: Three days, es: Tres dias }", "title: Three days", "title: Three days", "must be a mapping" },
        { "help: { en: help, es: ayuda }", "hlep: { en: help, es: ayuda }", "hlep: { en", "'messages.hlep' is not known here" },
        { "help: { en: help, es: ayuda }", "help: { en: 'hi {nmae}', es: ayuda }", "help: { en: 'hi", "'{nmae}' is no placeholder" },
        { "help: { en: help, es: ayuda }", "help: { en: '', es: ayuda }", "help: { en: ''", "'messages.help.en' must be a text" },
        { "at: \"18:30\"", "at: \"21:00\"", "at: \"21:00\"", "from 08:00 to 20:29" },
        { "at: \"18:30\"", "at: \"20:30\"", "at: \"20:30\"", "from 08:00 to 20:29" },
        { "at: \"18:30\"", "at: \"7:30\"", "at: \"7:30\"", "from 08:00 to 20:29" },
        { "at: \"18:30\"", "at: evening", "at: evening", "'preferred' or a time" },
        { "day: 3", "day: 1", "day: 1", "before the step above it" },
        { "day: 3", "day: 4", "day: 4", "from 1 to 3" },
        { "- id: tip", "- id: mood", "- id: mood", "is used twice" },
        { "type: number, min: 0, max: 10", "type: numbers, min: 0, max: 10", "type: numbers", "'numbers' is no answer type" },
        { "type: number, min: 0, max: 10", "type: number, min: 10, max: 0", "type: number, min: 10", "greater than 'min'" },
        { "words: { en: [book], es: [libro] }", "words: { en: [stop], es: [libro] }", "words: { en: [stop]", "means stop, start or help" },
        { "unclear: { en: A or B, es: A o B }", "", "- id: walk", "unclear' is missing" },
        { "text: { en: a tip, es: un consejo }", "text: { en: a tip, es: un consejo }\n    thanks: { en: a, es: b }", "thanks: { en: a", "asks nothing" },
        { "text: { en: a tip, es: un consejo }", "text: { en: a tip, es: un consejo }\n    sendAt: 9", "sendAt: 9", "is not known here" },
        { "steps:", "steps: []\nrest:", "steps: []", "at least one step" },
        { "label: { en: walk, es: caminar }", "label: { en: '{clinics}', es: caminar }", "label: { en: '{clinics}'", "'{clinics}' is no placeholder" },
        { "text: { en: a tip, es: un consejo }", "do: [{ go: nowhere }]", "go: nowhere", "neither a label in it nor a step" },
        { "text: { en: a tip, es: un consejo }", "do: [{ go: again }]\n  - { id: again, day: 3, catch_up: true }", "go: again", "a catch-up step, which has no content" },
        { "title: {", "title: {{", "# The program of", "double braces" },
        { "days: 3", "days: 3\n bad: : indent", "bad: : indent", "This is no YAML" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_OfABrokenFile_NamesTheLineAndTheRemedy(string there, string instead, string line, string message)
    {
        Assert.Contains(there, Good, StringComparison.Ordinal);
        var at = Good.LastIndexOf(there, StringComparison.Ordinal);
        var yaml = Good[..at] + instead + Good[(at + there.Length)..];

        var fault = Assert.Throws<ProgramFormatException>(() => ProgramReader.Read("broken.yaml", yaml));

        var problem = fault.Problems.First(one => one.Message.Contains(message, StringComparison.Ordinal));
        Assert.Contains($"broken.yaml:{problem.Line}:{problem.Column}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(line, yaml.Split('\n')[problem.Line - 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("just words")]
    [InlineData("a: 1\n---\nb: 2")]
    public void Read_OfNoProgram_SaysWhatAProgramIs(string yaml) =>
        Assert.Contains("one YAML document", Assert.Throws<ProgramFormatException>(() => ProgramReader.Read("no.yaml", yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_OfAHugeFile_RefusesIt() =>
        Assert.Contains("Split it", Assert.Throws<ProgramFormatException>(() => ProgramReader.Read("huge.yaml", new string(' ', 1_000_001))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_WithSeveralProblems_TellsThemAll()
    {
        var yaml = Good.Replace("version: 1", "version: x", StringComparison.Ordinal).Replace("days: 3", "days: x", StringComparison.Ordinal);

        var fault = Assert.Throws<ProgramFormatException>(() => ProgramReader.Read("broken.yaml", yaml));

        Assert.True(fault.Problems.Count >= 2);
    }

    [Fact]
    public void Read_OfAGoodFile_KnowsItsSteps()
    {
        var program = TestPrograms.ThreeDays;

        Assert.Equal(["mood", "walk", "done", "tip"], program.Steps.Select(step => step.Id.Value));
        Assert.Equal(new StepTime(new LocalTime(18, 30), null), program.Steps[3].At);
        Assert.Equal(StepTime.Preferred, program.Steps[0].At);
        Assert.False(program.Steps[3].Asks);
        Assert.Equal(Duration.FromDays(1), program.AskSpacing);
        Assert.Equal("cierre", program.Messages.Closing.In("es"));
        Assert.Throws<ProgramFaultException>(() => program.Title.In("fr"));
    }
}
