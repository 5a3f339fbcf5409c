using MicroCare.Core.Triage;

namespace MicroCare.Local.Triage;

/// <summary>How often the triage is right about labelled texts.</summary>
/// <param name="readings">Each case with its verdict.</param>
public sealed class TriageFigures(IReadOnlyList<(LabelledCase Case, TriageVerdict Verdict)> readings)
{
    /// <summary>All cases, read.</summary>
    public static TriageFigures Of(IEnumerable<LabelledCase> cases, TriageReading reading) =>
        new([.. cases.AsParallel().AsOrdered().Select(one => (one, reading.Read(one.Text)))]);

    /// <summary>The languages of the cases.</summary>
    public IEnumerable<string> Languages => readings.Select(one => one.Case.Language).Distinct().Order(StringComparer.Ordinal);

    /// <summary>How many there are, and how many have the right class.</summary>
    public Share Right => new(readings.Count(one => one.Verdict.Class == one.Case.Class), readings.Count);

    /// <summary>Of the texts of that class, those that were classed so.</summary>
    public Share Recall(TriageClass kind, string? language = null) =>
        Among(one => one.Case.Class == kind && Is(one.Case, language), one => one.Verdict.Class == kind);

    /// <summary>Of the texts that were classed so, those that are of that class.</summary>
    public Share Precision(TriageClass kind, string? language = null) =>
        Among(one => one.Verdict.Class == kind && Is(one.Case, language), one => one.Case.Class == kind);

    /// <summary>Of the crisis texts, those that a person sees at all: as a crisis, a side effect, worsening or a wish for a person.</summary>
    public Share CrisisSeen => Among(one => one.Case.Class == TriageClass.Crisis, one => one.Verdict.Class <= TriageClass.WantsPerson);

    /// <summary>Of the texts that are no crisis, those that were classed as one.</summary>
    public Share FalseAlarms => Among(one => one.Case.Class != TriageClass.Crisis, one => one.Verdict.Class == TriageClass.Crisis);

    /// <summary>Of the texts that ask for no more texts, those that were understood to.</summary>
    public Share OptOutsFound => Among(one => one.Case.OptsOut, one => one.Verdict.OptsOut);

    /// <summary>Of the texts that do not, those that were understood to all the same.</summary>
    public Share OptOutsInvented => Among(one => !one.Case.OptsOut, one => one.Verdict.OptsOut);

    /// <summary>The ids of what was mistaken, by what it is and what it was taken for.</summary>
    public IEnumerable<(TriageClass Is, TriageClass TakenFor, IReadOnlyList<string> Ids)> Confusions() =>
        readings.Where(one => one.Verdict.Class != one.Case.Class).GroupBy(one => (one.Case.Class, TakenFor: one.Verdict.Class)).OrderBy(group => group.Key)
            .Select(group => (group.Key.Class, group.Key.TakenFor, (IReadOnlyList<string>)[.. group.Select(one => one.Case.Id)]));

    private static bool Is(LabelledCase one, string? language) => language is null || one.Language == language;

    private Share Among(Func<(LabelledCase Case, TriageVerdict Verdict), bool> all, Func<(LabelledCase Case, TriageVerdict Verdict), bool> hit)
    {
        var chosen = readings.Where(all).ToList();
        return new Share(chosen.Count(hit), chosen.Count);
    }
}
