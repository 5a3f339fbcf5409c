using MicroCare.Local.Triage;
using Spectre.Console;

namespace MicroCare.Tests.Local.Triage;

public sealed class TriageReportTests
{
    private const string Labelled =
        "{\"id\": \"a\", \"lang\": \"en\", \"class\": \"crisis\", \"text\": \"canary I want to die\"}\n\n"
        + "{\"id\": \"b\", \"lang\": \"en\", \"class\": \"crisis\", \"text\": \"the canary sings\"}\n"
        + "{\"id\": \"c\", \"lang\": \"es\", \"class\": \"opt_out\", \"text\": \"basta\"}\n"
        + "{\"id\": \"d\", \"lang\": \"es\", \"class\": \"answer\", \"text\": \"7\"}\n";

    [Fact]
    public void Show_OfLabelledTexts_TellsRecallAndIdsAndNoText()
    {
        using var shown = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shown), Ansi = AnsiSupport.No });
        console.Profile.Width = 120;
        new TriageReport(console).Show(TriageFigures.Of(Read(Labelled), new TriageReading(null)));
        var text = shown.ToString();
        Assert.Contains("Crisis: recall 1/2 50%, seen by a person 1/2 50%, false alarms among all other texts 0/2 0%", text, StringComparison.Ordinal);
        Assert.Contains("No more texts: found 1/1 100%, invented 0/3 0%", text, StringComparison.Ordinal);
        Assert.Contains("Right class: 3/4 75%", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "line 1: this is no labelled text")]
    [InlineData("{\"id\": \"a\", \"lang\": \"en\", \"class\": \"urgent\", \"text\": \"canary\"}", "line 1: the class is none; use one of crisis")]
    [InlineData("{\"id\": \"a\", \"lang\": \"en\", \"class\": \"crisis\"}", "line 1: 'text' is missing")]
    [InlineData("[]", "line 1: write a JSON object")]
    public void ReadFile_Faulty_NamesTheLineAndNoText(string line, string error)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(line));
        Assert.Contains(error, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<LabelledCase> Read(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return LabelledCase.ReadFile(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
