using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;

namespace MicroCare.Local.Programs;

/// <summary>Compares the steps of two versions: added, removed, renamed, moved, changed.</summary>
internal sealed class StepChanges
{
    private readonly InterventionProgram _old;
    private readonly InterventionProgram _new;
    private readonly DialogChanges _dialogs;
    private readonly ImmutableArray<(ProgramStep Old, ProgramStep New)> _kept;

    public StepChanges(InterventionProgram old, InterventionProgram @new)
    {
        (_old, _new, _dialogs) = (old, @new, new DialogChanges(@new.Languages[0]));
        _kept = [.. WrittenTexts.InOrder(old).Select(step => (Old: step, New: @new.Find(NewIdOf(step.Id)))).Where(pair => pair.New is not null).Select(pair => (pair.Old, pair.New!))];
    }

    /// <summary>The changes, in the order in which an author thinks of them.</summary>
    public IEnumerable<ChangeSection?> All()
    {
        var keptNew = _kept.Select(pair => pair.New.Id).ToHashSet();
        var keptOld = _kept.Select(pair => pair.Old.Id).ToHashSet();
        yield return Section("Steps added", WrittenTexts.InOrder(_new).Where(step => !keptNew.Contains(step.Id)).SelectMany(step => Alone(step, ChangeKind.New)));
        yield return Section("Steps removed", WrittenTexts.InOrder(_old).Where(step => !keptOld.Contains(step.Id)).SelectMany(step => Alone(step, ChangeKind.Old)));
        yield return Section("Steps renamed", _kept.Where(pair => pair.Old.Id != pair.New.Id).Select(pair => ChangeLine.Of(0, $"{pair.Old.Id} is now {pair.New.Id}")));
        yield return Section("Steps moved", Moved());
        yield return Section("Steps changed", _kept.SelectMany(Changed));
    }

    private StepId NewIdOf(StepId old) => _new.Migration.Renamed.GetValueOrDefault(old, old);

    private static ChangeSection? Section(string title, IEnumerable<ChangeLine> lines) => ProgramChanges.Section(title, lines);

    private IEnumerable<ChangeLine> Alone(ProgramStep step, ChangeKind kind) =>
        [ChangeLine.Of(0, $"{step.Id}: {StepWords.When(step)}"), .. OwnMoves.Of(step.Content).SelectMany(move => Move(move, kind))];

    private IEnumerable<ChangeLine> Move(Instruction move, ChangeKind kind) => move switch
    {
        Instruction.Say say => TextChanges.Alone(1, "says", say.Text, kind),
        Instruction.Ask ask => TextChanges.Alone(1, $"asks for {DialogWords.Of(ask.Question.Format, _new.Languages[0])}", ask.Question.Text, kind),
        _ => [ChangeLine.Of(1, DialogWords.Of(move, _new.Languages[0]))],
    };

    private IEnumerable<ChangeLine> Moved()
    {
        foreach (var (old, @new) in _kept.Where(pair => StepWords.When(pair.Old) != StepWords.When(pair.New)))
        {
            yield return ChangeLine.Of(0, @new.Id.Value, StepWords.When(old), StepWords.When(@new));
        }

        foreach (var (old, @new) in _kept.Where(pair => PartOf(_old, pair.Old) != PartOf(_new, pair.New)))
        {
            yield return ChangeLine.Of(0, @new.Id.Value, PartOf(_old, old), PartOf(_new, @new));
        }

        // Of a day's steps, those that changed places: they are not in the longest run that kept its order.
        var order = _new.Steps.Select(step => step.Id.Value).ToList();
        var before = _kept.Select(pair => pair.New).Where(step => order.Contains(step.Id.Value)).Select(step => step.Id.Value).ToList();
        var unchanged = _kept.Where(pair => StepWords.When(pair.Old) == StepWords.When(pair.New)).Select(pair => pair.New.Id.Value).ToHashSet();
        foreach (var (id, _) in Alignment.Of(before, order, (one, other) => one == other ? 1 : 0).Where(pair => pair is (not null, null) && unchanged.Contains(pair.Old)))
        {
            yield return ChangeLine.Of(0, $"{id} stands elsewhere in the order of its day");
        }
    }

    private static string PartOf(InterventionProgram program, ProgramStep step) =>
        program.Library.FirstOrDefault(shelf => shelf.Exercises.Any(exercise => exercise.Id == step.Id)) is { } shelf ? $"on demand, {shelf.Keyword}"
        : step.Arc is { } arc ? $"part {arc.Id}"
        : "in no part";

    private IEnumerable<ChangeLine> Changed((ProgramStep Old, ProgramStep New) pair)
    {
        ImmutableArray<ChangeLine> lines =
        [
            .. RuleChanges.Between(1, StepWords.Rules(pair.Old), StepWords.Rules(pair.New)),
            .. TextChanges.Between(1, "because", pair.Old.Because, pair.New.Because),
            .. _dialogs.Between(1, pair.Old.Content, pair.New.Content),
            .. pair.Old.Gentler.IsEmpty && pair.New.Gentler.IsEmpty ? [] : Gentler(pair.Old, pair.New),
        ];
        return lines.IsEmpty ? [] : [ChangeLine.Of(0, pair.New.Id.Value), .. lines];
    }

    private ImmutableArray<ChangeLine> Gentler(ProgramStep old, ProgramStep @new)
    {
        ImmutableArray<ChangeLine> lines = [.. _dialogs.Between(2, old.Gentler, @new.Gentler)];
        return lines.IsEmpty ? [] : [ChangeLine.Of(1, "while symptoms rise"), .. lines];
    }
}
