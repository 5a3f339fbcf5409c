using System.Globalization;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>Tells what a new version means for patients who are in the old one.</summary>
internal sealed class ForWhom(InterventionProgram old, InterventionProgram @new)
{
    private readonly Crossing _crossing = new(old, @new);

    /// <summary>What patients keep and lose.</summary>
    public ChangeSection? Memories()
    {
        var rules = RuleChanges.Between(0, Declared(old), Declared(@new));
        var forgotten = _crossing.Forgotten.Select(one => ChangeLine.Of(0, one.Values.IsEmpty
            ? $"{one.Memory}: what patients told is forgotten"
            : $"{one.Memory}: forgotten where it is {string.Join(" or ", one.Values)}"));
        return ProgramChanges.Section("Memories", [.. rules, .. @new.Version > old.Version && @new.Migration.Moves ? forgotten : []]);
    }

    /// <summary>Who comes to which step, by the step that is next for them.</summary>
    public ChangeSection? Patients()
    {
        var arrivals = _crossing.Arrivals;
        if (!arrivals.Any(arrival => arrival.Moves))
        {
            return ProgramChanges.Section("What changes for whom", [ChangeLine.Of(0, Staying())]);
        }

        var lines = new List<ChangeLine>();
        for (var first = 0; first < arrivals.Length;)
        {
            var last = first;
            while (last + 1 < arrivals.Length && IsLike(arrivals[first], arrivals[last + 1]))
            {
                last++;
            }

            lines.AddRange(Range(arrivals[first], arrivals[last]));
            first = last + 1;
        }

        lines.Add(ChangeLine.Of(0, _crossing.MovesInTheMiddle
            ? "Whoever is in the middle of a step comes across at once."
            : "Whoever is in the middle of a step (a question of the last day is open, or something of it is still to come) finishes it in the old version first."));
        return ProgramChanges.Section("What changes for whom", lines);
    }

    private string Staying() => @new.Version < old.Version
        ? Text($"Nobody comes to version {@new.Version}: its number is lower than {old.Version}.")
        : Text($"Patients of version {old.Version} stay on it, and need its file: keep it in the programs folder, under any name.")
            + (_crossing.MovesWithoutTheOldFile ? " Without it they come to the new version all the same." : "");

    /// <summary>Ranges hold who fares alike: the same step in both versions, and the same losses.</summary>
    private bool IsLike(Arrival one, Arrival other) =>
        one.Moves == other.Moves && Keeps(one) && Keeps(other) && one.Again.SequenceEqual(other.Again) && one.Never.SequenceEqual(other.Never);

    private bool Keeps(Arrival arrival) => !arrival.Moves || (arrival.Next == old.Steps.Length
        ? arrival.To == @new.Steps.Length
        : arrival.To < @new.Steps.Length && @new.Steps[arrival.To].Id == @new.Migration.Renamed.GetValueOrDefault(old.Steps[arrival.Next].Id, old.Steps[arrival.Next].Id));

    private IEnumerable<ChangeLine> Range(Arrival first, Arrival last)
    {
        var who = first.Next == last.Next ? $"Next is {OldStep(first.Next)}" : $"Next is any from {OldStep(first.Next)} to {OldStep(last.Next)}";
        yield return ChangeLine.Of(0, $"{who}: {What(first, last)}");
        if (first.Again.Length > 0)
        {
            yield return ChangeLine.Of(1, $"they get once more what they had: {List(first.Again)}");
        }

        if (first.Never.Length > 0)
        {
            yield return ChangeLine.Of(1, $"they never get: {List(first.Never)}");
        }
    }

    private string What(Arrival first, Arrival last) =>
        !first.Moves ? "they stay on their version."
        : !Keeps(first) && first.Next == old.Steps.Length ? $"all steps were behind them, yet they go on with {NewStep(first.To)}."
        : !Keeps(first) ? $"that step is gone; they go on with {NewStep(first.To)}."
        : first.Next == last.Next ? "they go on there."
        : "they go on with the same step.";

    private string OldStep(int at) => at == old.Steps.Length ? "the closing text" : Named(old.Steps[at]);

    private string NewStep(int at) => at == @new.Steps.Length ? "the closing text" : Named(@new.Steps[at]);

    private static string Named(ProgramStep step) => Text($"{step.Id} (day {step.Day})");

    private static string List(IEnumerable<StepId> steps) => string.Join(", ", steps.Select(step => step.Value));

    private static IEnumerable<(string Key, string Value)> Declared(InterventionProgram program) => program.Memories.Values.OrderBy(memory => memory.Name, StringComparer.Ordinal)
        .Select(memory => (memory.Name, memory.Type.ToString().ToLowerInvariant() + (memory.Start is { } start ? $", starts as {ExpressionText.Of(start)}" : "")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
