using System.Text.RegularExpressions;
using System.Xml.Linq;
using MicroCare.Core.Programs;
using MicroCare.Local.Programs;
using NodaTime;
using Spectre.Console;

namespace MicroCare.Tests.Local.Programs;

public sealed partial class ProgramPageTests
{
    private static readonly string[] MayBeEmpty = ["br", "meta", "path", "rect", "line", "col"];

    [Theory]
    [InlineData("steady-steps")]
    [InlineData("calm-minute")]
    [InlineData("sleep-reset")]
    [InlineData("keep-going")]
    [InlineData("first-steps")]
    public void Of_ShippedProgram_HoldsEveryStepAndText(string program)
    {
        var journey = RehearsalTests.Play(program, "keen");
        var page = XDocument.Parse(ProgramPage.Of(journey)).Root!;

        var ids = page.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>().ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(journey.Program.AllSteps, step => Assert.Contains("step-" + step.Id.Value, ids));
        Assert.All(page.Descendants("a"), link => Assert.Contains(((string)link.Attribute("href")!)[1..], ids));

        var words = page.Descendants().Where(element => !element.HasElements).Select(element => element.Value).ToHashSet();
        foreach (var text in journey.Program.AllSteps.SelectMany(step => step.Content.Concat(step.Gentler)).Select(TextOf).OfType<LocalizedText>())
        {
            Assert.All(text.Languages.SelectMany(language => text.VariantsIn(language)), variant => Assert.Contains(variant.Text, words));
        }
    }

    [Fact]
    public void Of_AnyProgram_IsOneFileThatABrowserReadsAsItIs()
    {
        var html = ProgramPage.Of(RehearsalTests.Play("steady-steps", "worse"));
        var page = XDocument.Parse(html).Root!;

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Equal("en", (string?)page.Attribute("lang"));
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name == "src" || attribute.Value.Contains("//", StringComparison.Ordinal));
        Assert.DoesNotMatch("url\\(['\"]?[a-z]+:", page.Descendants("style").Single().Value);
        Assert.Empty(SelfClosed().Matches(html).Select(match => match.Groups[1].Value).Except(MayBeEmpty));
        Assert.DoesNotContain('&', page.Descendants("style").Single().Value);
        Assert.DoesNotContain('<', page.Descendants("style").Single().Value);
        Assert.DoesNotContain('>', page.Descendants("style").Single().Value);
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("svg").Where(svg => svg.Attribute("aria-hidden") is null), svg => Assert.NotNull(svg.Attribute("aria-label")));
        Assert.All(page.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
    }

    [Fact]
    public void Of_HostileWords_EncodesThem()
    {
        const string hostile = "</td><script>alert('1')</script>\" onload=\"x & \u0001";
        var yaml = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "diff", "walks.yaml"))
            .Replace("Walk to the corner and back.", hostile.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\u0001", "\\x01", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("title: { en: Walks }", "title: { en: \"<b>Walks</b>\" }", StringComparison.Ordinal);
        var journey = Rehearsal.Play(ProgramReader.Read("walks.yaml", yaml), Personas.Named("keen"), new RehearsalSettings(new LocalDate(2026, 1, 5), "America/Chicago", 1));
        var html = ProgramPage.Of(journey);
        var page = XDocument.Parse(html).Root!;

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("<b>Walks</b>", page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == hostile.Replace('\u0001', '\uFFFD'));
    }

    [Fact]
    public void Show_ToAFile_HoldsEveryLineWithoutColourAndWithinTheWidth()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 72;
        var journey = RehearsalTests.Play("calm-minute", "brief");

        new ConversationScreen(console).Show(journey);

        var lines = written.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.DoesNotContain('\u001b', written.ToString());
        Assert.All(lines, line => Assert.True(line.EnumerateRunes().Count() <= 72, line));
        var shown = Squeezed(written.ToString());
        Assert.All(journey.Lines, line => Assert.Contains(Squeezed(line.Text), shown, StringComparison.Ordinal));
    }

    /// <summary>Only letters and digits, so that frames and line breaks do not count.</summary>
    private static string Squeezed(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static LocalizedText? TextOf(Instruction instruction) => instruction switch
    {
        Instruction.Say say => say.Text,
        Instruction.Ask ask => ask.Question.Text,
        _ => null,
    };

    [GeneratedRegex("<([a-z0-9]+)[^>]*/>")]
    private static partial Regex SelfClosed();
}
