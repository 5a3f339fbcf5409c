using System.Globalization;
using System.Xml.Linq;
using MicroCare.Core.Programs;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>What a clinic asks before it chooses a program.</summary>
internal static class AboutSection
{
    public static XElement Of(InterventionProgram program)
    {
        var about = program.About;
        return Tag(
            "section", Id("about"), Tag("h2", "About"),
            Terms(
            [
                ("Population", about?.Population),
                ("Not for", about is null ? null : string.Join(", ", about.Exclusions)),
                ("Texts a week", about?.TextsAWeek.ToString(CultureInfo.InvariantCulture)),
                ("Length", StepWords.Counted(program.Days, "day")),
                ("Languages", string.Join(", ", program.Languages)),
                ("Pace", Pace(program.Pace)),
                ("Tailoring", Tailoring(program.Tailoring)),
                ("Authors", about is null ? null : string.Join(", ", about.Authors)),
                ("Fingerprint", program.Fingerprint.Length > 12 ? program.Fingerprint[..12] : program.Fingerprint),
            ]),
            about is null ? Tag("p", "Nobody has written yet what the program rests on and whom it is for.") : Evidence(about),
            Arcs(program));
    }

    private static object[] Evidence(ProgramAbout about) =>
    [
        Tag("h3", "Evidence"),
        Tag("ul", [.. about.Evidence.Select(one => Tag("li", one.Claim, Tag("br"), Tag("cite", one.Source)))]),
    ];

    private static object[]? Arcs(InterventionProgram program) => program.Arcs.IsEmpty ? null :
    [
        Tag("h3", "The story"),
        Tag("ol", [.. program.Arcs.Select((arc, at) => Tag(
            "li", Tag("span", Class(CalendarSection.ColorOf(at)), ArcTitle(arc, program)), " ", Weeks(arc), ". ", arc.Aim))]),
    ];

    /// <summary>What an arc is called.</summary>
    public static string ArcTitle(ProgramArc arc, InterventionProgram program) => arc.Theme?.In(program.Languages[0]) ?? arc.Id;

    private static string Weeks(ProgramArc arc) => arc.FirstWeek == arc.LastWeek
        ? string.Create(CultureInfo.InvariantCulture, $"(week {arc.FirstWeek})")
        : string.Create(CultureInfo.InvariantCulture, $"(weeks {arc.FirstWeek} to {arc.LastWeek})");

    private static string Pace(Pace pace) => string.Create(
        CultureInfo.InvariantCulture, $"at most {pace.ADay} texts a day and {pace.AWeek} a week, {StepWords.Length(pace.Gap)} apart");

    private static string? Tailoring(Tailoring tailoring)
    {
        var plain = tailoring.PlainBelow is { } below ? string.Create(CultureInfo.InvariantCulture, $"plain texts below {below.Score} in {below.Instrument}") : null;
        var course = tailoring.Course is { } rule
            ? string.Create(CultureInfo.InvariantCulture, $"symptoms by {rule.Instrument}: better from {rule.Better} points down, worse from {rule.Worse} points up")
            : null;
        return string.Join("; ", new[] { plain, course }.OfType<string>());
    }
}
