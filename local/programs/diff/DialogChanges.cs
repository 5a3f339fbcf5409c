using System.Collections.Immutable;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>Compares what a step says in two versions.</summary>
/// <param name="language">The language in which removed and added moves are quoted.</param>
internal sealed class DialogChanges(string language)
{
    private const double SameText = 0.4;

    /// <summary>What changed, move by move.</summary>
    public IEnumerable<ChangeLine> Between(int indent, ImmutableArray<Instruction> old, ImmutableArray<Instruction> @new)
    {
        var found = false;
        foreach (var line in Alignment.Of([.. OwnMoves.Of(old)], [.. OwnMoves.Of(@new)], Likeness).SelectMany(pair => Pair(indent, pair.Old, pair.New)))
        {
            found = true;
            yield return line;
        }

        if (!found && Shape(old) != Shape(@new))
        {
            yield return ChangeLine.Of(indent, "its branches, repetitions or ends lead elsewhere");
        }
    }

    /// <summary>The same move, with the same or other words, before one that only does the same kind of thing.</summary>
    private int Likeness(Instruction old, Instruction @new) => (old, @new) switch
    {
        (Instruction.Say one, Instruction.Say other) => ByText(one.Text, other.Text),
        (Instruction.Ask one, Instruction.Ask other) => one.Question.Memory is { } memory && memory == other.Question.Memory ? 3 : ByText(one.Question.Text, other.Question.Text),
        (Instruction.Set one, Instruction.Set other) => one.Memory == other.Memory ? 2 : 0,
        (Instruction.BeginInstrument one, Instruction.BeginInstrument other) => one.Instrument.Id == other.Instrument.Id ? 3 : 0,
        (Instruction.SetGoal one, Instruction.SetGoal other) => one.Memory == other.Memory ? 2 : 0,
        _ => old.GetType() != @new.GetType() ? 0 : DialogWords.Of(old, language) == DialogWords.Of(@new, language) ? 3 : 1,
    };

    private int ByText(LocalizedText old, LocalizedText @new) => Quote(old) == Quote(@new) ? 3 : WordChanges.Alike(Quote(old), Quote(@new)) >= SameText ? 2 : 0;

    private string Quote(LocalizedText text) => text.Languages.Contains(language) ? text.In(language) : text.In(text.Languages.First());

    private IEnumerable<ChangeLine> Pair(int indent, Instruction? old, Instruction? @new)
    {
        switch (old, @new)
        {
            case (Instruction.Say one, Instruction.Say other):
                return TextChanges.Between(indent, "says", one.Text, other.Text);
            case (Instruction.Ask one, Instruction.Ask other):
                return QuestionChanges.Between(indent, one.Question, other.Question, language);
            case (not null, not null):
                var (was, isNow) = (DialogWords.Of(old, language), DialogWords.Of(@new, language));
                return was == isNow ? [] : [ChangeLine.Of(indent, "changed", was, isNow)];
            default:
                var kind = old is null ? ChangeKind.New : ChangeKind.Old;
                var what = kind == ChangeKind.New ? "added" : "removed";
                return (old ?? @new) switch
                {
                    Instruction.Say say => TextChanges.Alone(indent, what + ", says", say.Text, kind),
                    Instruction.Ask ask => TextChanges.Alone(indent, $"{what}, asks for {DialogWords.Of(ask.Question.Format, language)}", ask.Question.Text, kind),
                    { } move => [ChangeLine.Of(indent, $"{what}: {DialogWords.Of(move, language)}")],
                    null => [],
                };
        }
    }

    private string Shape(ImmutableArray<Instruction> dialog)
    {
        var flow = Flow.Of(dialog, language);
        return string.Join('\n', flow.Boxes.Select(box => box.Kind).Concat(flow.Arrows.OrderBy(arrow => (arrow.From, arrow.To)).Select(arrow => arrow.ToString())));
    }
}
