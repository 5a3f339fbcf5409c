using System.Globalization;
using System.Xml.Linq;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>
/// One page about a program that needs nothing but a browser: what it rests on, its calendar, every step as a chart, every text in every variant, and a
/// conversation. Holds no script and loads nothing; what authors wrote is encoded.
/// </summary>
public static class ProgramPage
{
    private const string StyleFile = "MicroCare.Local.Programs.page.css";

    /// <summary>The page, with the conversation of that rehearsal.</summary>
    public static string Of(RehearsedJourney journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var program = journey.Program;
        var title = program.Title.In(program.Languages[0]);
        (string Id, string Title)[] parts =
            [("about", "About"), ("calendar", "Calendar"), ("steps", "Steps"), ("messages", "Messages"), ("instruments", "Questionnaires"), ("conversation", "A conversation")];
        var sections = new[]
        {
            AboutSection.Of(program),
            CalendarSection.Of(program, RehearsalSummary.DayOneOf(journey) ?? journey.Settings.Start),
            new StepsSection(program).Make(),
            Messages(program),
            InstrumentsSection.Make(program),
            ConversationSection.Of(journey),
        };
        return Page(Tag(
            "html", Attr("lang", "en"),
            Tag(
                "head", Tag("meta", Attr("charset", "utf-8")), Tag("meta", Attr("name", "viewport"), Attr("content", "width=device-width, initial-scale=1")),
                Tag("title", $"{title} (version {program.Version.ToString(CultureInfo.InvariantCulture)})"), Tag("style", Style())),
            Tag(
                "body",
                Tag("header", Tag("h1", Attr("lang", program.Languages[0]), title), Tag("p", Subtitle(program))),
                Tag("nav", Attr("aria-label", "Parts of this page"), Tag("ul", [.. parts
                    .Where(part => sections.Any(section => (string?)section?.Attribute("id") == part.Id)).Select(part => Tag("li", Link(part.Id, part.Title)))])),
                Tag("main", [.. sections]))));
    }

    private static object[] Subtitle(InterventionProgram program) =>
    [
        Tag("code", program.Id.Value), $" version {program.Version.ToString(CultureInfo.InvariantCulture)}",
        .. program.Languages.Skip(1).SelectMany(language => new object[] { ", ", Tag("span", Attr("lang", language), program.Title.In(language)) }),
    ];

    private static XElement Messages(InterventionProgram program) => Tag(
        "section", Id("messages"), Tag("h2", "Messages around the steps"),
        TextTable.Of("Messages", program.Languages, WrittenTexts.Of(program).Where(text => text.Step is null).Select(text => (text.Where["messages.".Length..], text.Text))));

    private static string Style()
    {
        using var stream = typeof(ProgramPage).Assembly.GetManifestResourceStream(StyleFile) ?? throw new InvalidOperationException($"{StyleFile} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
