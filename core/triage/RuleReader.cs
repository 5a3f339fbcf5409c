using System.Globalization;

namespace MicroCare.Core.Triage;

/// <summary>Reads what a rule is, apart from its patterns.</summary>
internal static class RuleReader
{
    private static readonly Dictionary<string, TriageClass> Classes = Enum.GetValues<TriageClass>().ToDictionary(TriageClasses.NameOf, StringComparer.Ordinal);

    /// <summary>The rule. Throws <see cref="LexiconException"/> where something of it is missing or wrong.</summary>
    public static TriageRule Read(LexiconNode node)
    {
        var written = node.Need("class");
        var kind = Classes.TryGetValue(written.Text, out var known) ? known : throw written.Fault($"'{written.Text}' is no class: use one of {string.Join(", ", Classes.Keys)}.");
        if (!node.List("any").Any())
        {
            throw node.Fault("a rule without patterns finds nothing: write some under 'any'.");
        }

        if (!node.List("examples").Any())
        {
            throw node.Fault("a rule needs a text that it finds: write some under 'examples'.");
        }

        return new TriageRule(
            node.Need("id").Text, kind, Weight(node.Need("weight")), node.Need("says").Text, node.Find("weak")?.Text == "true",
            node.Find("guards") is null ? Usual(kind) : node.List("guards").Aggregate(Guard.None, (all, one) => all | Named(one)),
            [.. node.List("examples").Select(one => one.Text)], [.. node.List("not").Select(one => one.Text)]);
    }

    private static double Weight(LexiconNode node) =>
        double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight is > 0 and <= 1
            ? weight
            : throw node.Fault($"'{node.Text}' is no weight: write a number above 0, up to 1.");

    private static Guard Named(LexiconNode node) =>
        Enum.TryParse<Guard>(node.Text, ignoreCase: true, out var guard) ? guard : throw node.Fault($"'{node.Text}' is no guard: use negation, past, fiction or idiom.");

    private static Guard Usual(TriageClass kind) => kind switch
    {
        TriageClass.Crisis => Guard.Negation | Guard.Past | Guard.Idiom,
        TriageClass.SideEffect or TriageClass.Worsening => Guard.Negation | Guard.Past,
        TriageClass.WantsPerson or TriageClass.Complaint => Guard.Negation,
        _ => Guard.None,
    };
}
