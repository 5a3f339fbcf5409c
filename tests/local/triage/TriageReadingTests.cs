using MicroCare.Local.Triage;
using MicroCare.Tests.Rings;

namespace MicroCare.Tests.Local.Triage;

/// <summary>The command that classes texts, apart from the console.</summary>
public sealed class TriageReadingTests
{
    [Fact]
    public void Run_PlainLinesAndJson_AreReadLineByLine()
    {
        var (code, output, errors) = Run("\uFEFFI want to die\r\n\r\n{\"id\": \"a7\", \"text\": \"STOP\"}\n{\"id\": 9, \"text\": \"7\"}\n{\"text\": \"thanks\"}\n");
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            [("1", "crisis", false), ("\"a7\"", "opt_out", true), ("9", "answer", false), ("5", "chatter", false)],
            output.Select(line => (line["id"]!.ToJsonString(), (string)line["class"]!, (bool)line["optsOut"]!)));
        Assert.All(output, line => Assert.NotEmpty(line["reasons"]!.AsArray()));
    }

    [Theory]
    [InlineData("{\"id\": 1, \"text\": ", "line 2: this stops being JSON at byte 18.")]
    [InlineData("{\"id\": 1}", "line 2: the object has no 'text' that is a string.")]
    [InlineData("{\"id\": [1], \"text\": \"x\"}", "line 2: 'id' is neither a string nor a number.")]
    [InlineData("{\"id\": 1, \"text\": \"\\ud800\"}", "line 2: the text is no valid Unicode.")]
    public void Run_AFaultyLine_IsToldAndTheRestIsRead(string line, string error)
    {
        var (code, output, errors) = Run($"hello\n{line}\ncanary I want to die\n");
        Assert.Equal((2, error), (code, errors.Trim()));
        Assert.Equal(["chatter", "crisis"], output.Select(answer => (string)answer["class"]!));
    }

    [Fact]
    public void Run_AFaultyLine_NeverShowsItsWords() => Assert.DoesNotContain("canary", Run("{\"text\": canary}\n").Errors, StringComparison.Ordinal);

    [Fact]
    public void Documentation_Example_IsWhatTheCommandAnswers()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "triage.md")).ToList();
        var input = Block(lines, "```text");
        var expected = Block(lines, "```json");
        using var output = new StringWriter();
        Assert.Equal(0, new TriageReading(null).Run(new StringReader(string.Join('\n', input)), output, TextWriter.Null));
        Assert.Equal(expected, output.ToString().ReplaceLineEndings("\n").Trim().Split('\n'));
    }

    private static List<string> Block(List<string> lines, string fence)
    {
        var start = lines.IndexOf(fence) + 1;
        Assert.True(start > 0, $"docs/triage.md has no block {fence}.");
        return lines[start..lines.IndexOf("```", start)];
    }

    private static (int Code, List<System.Text.Json.Nodes.JsonNode> Output, string Errors) Run(string input)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = new TriageReading(null).Run(new StringReader(input), output, errors);
        return (code, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!)], errors.ToString());
    }
}
