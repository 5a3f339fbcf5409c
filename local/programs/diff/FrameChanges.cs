using System.Globalization;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;

namespace MicroCare.Local.Programs;

/// <summary>Compares what stands around the steps of two versions.</summary>
internal static class FrameChanges
{
    /// <summary>The changes.</summary>
    public static IEnumerable<ChangeSection?> Between(InterventionProgram old, InterventionProgram @new)
    {
        yield return ProgramChanges.Section("The program", [.. TextChanges.Between(0, "title", old.Title, @new.Title), .. RuleChanges.Between(0, Rules(old), Rules(@new))]);
        yield return ProgramChanges.Section("About", About(old.About, @new.About));
        yield return ProgramChanges.Section("Parts of the story", Arcs(old, @new));
        yield return ProgramChanges.Section("Messages", Messages(old, @new));
        yield return ProgramChanges.Section("Questionnaires", RuleChanges.Between(0, Instruments(old), Instruments(@new)));
        yield return ProgramChanges.Section("On demand", RuleChanges.Between(0, Shelves(old), Shelves(@new)));
    }

    private static IEnumerable<(string Key, string Value)> Rules(InterventionProgram program)
    {
        var pace = program.Pace;
        yield return ("days", Text($"{program.Days}"));
        yield return ("languages", string.Join(", ", program.Languages));
        yield return ("most texts a day", Text($"{pace.ADay}"));
        yield return ("most texts a week", Text($"{pace.AWeek}"));
        yield return ("least time between two", StepWords.Length(pace.Gap));
        yield return ("days to avoid", string.Join(", ",
            pace.Avoid.Holidays.Order().Select(holiday => holiday.ToString()).Concat(pace.Avoid.EveryYear.Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal))
                .Concat(pace.Avoid.Dates.Order().Select(date => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)))));
        yield return ("when clocks change", Text($"gap {pace.Clock.Gap}, overlap {pace.Clock.Overlap}"));
        yield return ("plain texts", program.Tailoring.PlainBelow is { } plain ? Text($"below {plain.Score} in {plain.Instrument}") : "");
        yield return ("symptoms", program.Tailoring.Course is { } course ? Text($"{course.Instrument}, better by {course.Better}, worse by {course.Worse}") : "");
        yield return ("patients of earlier versions", program.Migration.Moves ? "come to this one" : "stay on theirs");
    }

    private static IEnumerable<ChangeLine> About(ProgramAbout? old, ProgramAbout? @new) =>
    [
        .. RuleChanges.Between(
            0, [("population", old?.Population ?? ""), ("texts a week", Weekly(old))], [("population", @new?.Population ?? ""), ("texts a week", Weekly(@new))]),
        .. RuleChanges.OfList(0, "not for", old?.Exclusions ?? [], @new?.Exclusions ?? []),
        .. RuleChanges.OfList(0, "author", old?.Authors ?? [], @new?.Authors ?? []),
        .. RuleChanges.OfList(0, "evidence", Evidence(old), Evidence(@new)),
    ];

    private static string Weekly(ProgramAbout? about) => about?.TextsAWeek.ToString(CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<string> Evidence(ProgramAbout? about) => about?.Evidence.Select(one => $"{one.Claim} ({one.Source})") ?? [];

    private static IEnumerable<ChangeLine> Arcs(InterventionProgram old, InterventionProgram @new)
    {
        foreach (var id in old.Arcs.Concat(@new.Arcs).Select(arc => arc.Id).Distinct())
        {
            var (before, after) = (old.Arcs.FirstOrDefault(arc => arc.Id == id), @new.Arcs.FirstOrDefault(arc => arc.Id == id));
            foreach (var line in RuleChanges.Between(0, Of(id, before), Of(id, after)).Concat(TextChanges.Between(0, $"{id}, theme", before?.Theme, after?.Theme)))
            {
                yield return line;
            }
        }

        static IEnumerable<(string Key, string Value)> Of(string id, ProgramArc? arc) =>
            [($"{id}, weeks", arc is null ? "" : Text($"{arc.FirstWeek} to {arc.LastWeek}")), ($"{id}, aim", arc?.Aim ?? "")];
    }

    private static IEnumerable<ChangeLine> Messages(InterventionProgram old, InterventionProgram @new)
    {
        var before = WrittenTexts.Of(old).Where(text => text.Step is null).ToDictionary(text => text.Where, text => text.Text);
        return WrittenTexts.Of(@new).Where(text => text.Step is null)
            .SelectMany(text => TextChanges.Between(0, text.Where["messages.".Length..], before.GetValueOrDefault(text.Where), text.Text));
    }

    private static IEnumerable<(string Key, string Value)> Instruments(InterventionProgram program) => InstrumentsSection.Of(program)
        .Select(instrument => (instrument.Id, Text($"version {instrument.Version}, fingerprint {(instrument.Fingerprint.Length > 12 ? instrument.Fingerprint[..12] : instrument.Fingerprint)}")));

    private static IEnumerable<(string Key, string Value)> Shelves(InterventionProgram program) =>
        program.Library.Select(shelf => (shelf.Keyword, $"by {string.Join(", ", shelf.Words.Order(StringComparer.Ordinal))}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
