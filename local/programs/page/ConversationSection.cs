using System.Globalization;
using System.Xml.Linq;
using NodaTime.Text;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>The conversation, as on a phone.</summary>
internal static class ConversationSection
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static XElement Of(RehearsedJourney journey) => Tag(
        "section", Id("conversation"), Tag("h2", "A conversation"),
        Tag("p", $"As {journey.Persona.Name} lives through it: {journey.Persona.About}. Times are those of {journey.Settings.Zone}."),
        Tag("p", RehearsalSummary.Of(journey)),
        Weeks(journey),
        journey.Lines.GroupBy(line => line.Local.Date).Select(day => new object[]
        {
            Tag("h3", Class("day"), RehearsalSummary.Heading(journey, day.Key)), Tag("ol", Class("phone"), day.Select(line => Line(line, journey.Language)).ToArray()),
        }).ToArray());

    private static XElement Line(RehearsalLine line, string language)
    {
        var time = Tag("time", Attr("datetime", LocalDateTimePattern.GeneralIso.Format(line.Local)), Time.Format(line.Local.TimeOfDay));
        return line.Speaker == Speaker.Note
            ? Tag("li", Class("note"), time, " ", line.Text)
            : Tag(
                "li", Class(line.Speaker == Speaker.Program ? "bubble out" : "bubble in"),
                Tag("span", Class("meta"), line.Speaker == Speaker.Program ? "Program " : "Patient ", time, " ",
                    line.Step is { } step ? Link("step-" + step.Value, step.Value) : null, line.Segments > 1 ? $" {line.Segments.ToString(CultureInfo.InvariantCulture)} segments" : null),
                Tag("span", Class("words"), Attr("lang", language), line.Text));
    }

    private static XElement Weeks(RehearsedJourney journey) => Tag("div", Class("wide"), Tag(
        "table", Class("weeks"), Tag("caption", "Texts by week since the enrollment"),
        Tag("thead", Tag("tr", Head("Week"), journey.Weeks.Select(week => Head(Text(week.Week))).ToArray())),
        Tag("tbody",
            Row("To the patient", journey, week => week.Out), Row("of these unasked", journey, week => week.Unasked), Row("Segments", journey, week => week.Segments),
            Row("From the patient", journey, week => week.In))));

    private static XElement Row(string title, RehearsedJourney journey, Func<WeekOfTexts, int> number) =>
        Tag("tr", Tag("th", Attr("scope", "row"), title), journey.Weeks.Select(week => Tag("td", Class("number"), Text(number(week)))).ToArray());

    private static XElement Head(string name) => Tag("th", Attr("scope", "col"), name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
