using System.Globalization;
using System.Xml.Linq;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>The instruments that a program measures.</summary>
internal static class InstrumentsSection
{
    /// <summary>All of them, those that follow on included.</summary>
    public static IEnumerable<Instrument> Of(InterventionProgram program) => program.AllSteps.SelectMany(step => step.Content.Concat(step.Gentler))
        .OfType<Instruction.BeginInstrument>().Select(begin => begin.Instrument).DistinctBy(instrument => instrument.Id).OrderBy(instrument => instrument.Id, StringComparer.Ordinal);

    public static XElement? Make(InterventionProgram program)
    {
        var instruments = Of(program).ToList();
        return instruments.Count == 0 ? null : Tag("section", Id("instruments"), Tag("h2", "Questionnaires"), instruments.Select(one => One(one, program)).ToArray());
    }

    private static XElement One(Instrument instrument, InterventionProgram program) => Tag(
        "article", Id("instrument-" + instrument.Id), Class("step"), Tag("h3", $"{instrument.Title.In(program.Languages[0])} ({instrument.Id}, version {instrument.Version.ToString(CultureInfo.InvariantCulture)})"),
        Terms(
        [
            ("source", instrument.Source), ("licence", instrument.Licence), ("score", Scoring(instrument.Scoring)),
            ("goes on", instrument.GoesOn is { } goesOn ? string.Create(CultureInfo.InvariantCulture, $"with {goesOn.With} from a score of {goesOn.AtLeast} on") : null),
            ("reminder", StepWords.Length(instrument.RemindAfter)), ("ends undone", $"after {StepWords.Length(instrument.ExpireAfter)}"),
            ("not validated in", string.Join(", ", instrument.NotValidatedIn)),
        ]),
        TextTable.Of($"Texts of {instrument.Id}", program.Languages, Texts(instrument)));

    private static IEnumerable<(string For, LocalizedText Text)> Texts(Instrument instrument)
    {
        if (instrument.Intro is { } intro)
        {
            yield return ("intro", intro);
        }

        foreach (var item in instrument.Items)
        {
            yield return (item.Safety is { } danger ? string.Create(CultureInfo.InvariantCulture, $"{item.Id} (sign of danger from {danger} on)") : item.Id, item.Text);
        }

        (string For, LocalizedText? Text)[] others =
        [
            ("legend", instrument.Legend), ("legend with an item", instrument.ShortLegend), ("unclear", instrument.Unclear), ("thanks", instrument.Thanks),
        ];
        foreach (var (what, text) in others)
        {
            if (text is not null)
            {
                yield return (what, text);
            }
        }
    }

    private static string Scoring(Scoring? scoring) => scoring is null ? "none" : string.Create(
        CultureInfo.InvariantCulture,
        $"sum{(scoring.Times > 1 ? $" times {scoring.Times}" : "")}, {scoring.Min} to {scoring.Max}{string.Concat(scoring.Bands.Select(band => $"; {band.Id} {band.From} to {band.To}"))}");
}
