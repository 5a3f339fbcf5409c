using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>A move of a dialog, as a box of its chart.</summary>
/// <param name="Kind">What it does, in a word.</param>
/// <param name="Text">What it does, in a line.</param>
/// <param name="Target">The step that it goes on with; null where it stays in its own.</param>
/// <param name="Instrument">The instrument that it measures; null where it measures none.</param>
internal sealed record FlowBox(string Kind, string Text, StepId? Target = null, string? Instrument = null);

/// <summary>An arrow from one box to another.</summary>
/// <param name="From">Index of the box.</param>
/// <param name="To">Index of the other box.</param>
/// <param name="Label">When it is taken; empty where always.</param>
internal readonly record struct FlowArrow(int From, int To, string Label);

/// <summary>A dialog as boxes and arrows: what the reader made of an author's branches and repetitions, without its bookkeeping.</summary>
/// <param name="Boxes">In the order of the file.</param>
/// <param name="Arrows">In no order.</param>
internal sealed record Flow(ImmutableArray<FlowBox> Boxes, ImmutableArray<FlowArrow> Arrows)
{
    /// <summary>Makes the chart of a dialog.</summary>
    public static Flow Of(ImmutableArray<Instruction> dialog, string language)
    {
        var boxes = new SortedDictionary<int, FlowBox>();
        var arrows = new List<FlowArrow>();
        var open = new Stack<int>();
        if (!dialog.IsEmpty)
        {
            open.Push(Resolve(dialog, 0));
        }

        while (open.TryPop(out var at))
        {
            if (at >= dialog.Length || !boxes.TryAdd(at, BoxOf(dialog, at, language)))
            {
                continue;
            }

            foreach (var (next, label) in Following(dialog, at))
            {
                var to = Resolve(dialog, next);
                if (to < dialog.Length)
                {
                    arrows.Add(new FlowArrow(at, to, label));
                    open.Push(to);
                }
            }
        }

        var index = boxes.Keys.Select((at, i) => (at, i)).ToDictionary(one => one.at, one => one.i);
        return new Flow([.. boxes.Values], [.. arrows.Select(arrow => new FlowArrow(index[arrow.From], index[arrow.To], arrow.Label)).Distinct()]);
    }

    private static IEnumerable<(int Next, string Label)> Following(ImmutableArray<Instruction> dialog, int at)
    {
        switch (dialog[at])
        {
            case Instruction.EndStep or Instruction.EndProgram or Instruction.Go:
                break;
            case Instruction.Unless unless:
                yield return (at + 1, "yes");
                yield return (unless.Target, "no");
                break;
            case Instruction.CountUpTo count:
                yield return (at + 1, "");
                yield return (count.Target, "again");
                break;
            case Instruction.Ask ask:
                yield return (at + 1, "");
                if (ask.Question.Silence is { } silence)
                {
                    yield return (silence, "no answer");
                }

                break;
            case Instruction.AskItem item:
                yield return (at + ItemsFrom(dialog, at), "");
                if (item.Question.Silence is { } abandoned)
                {
                    yield return (abandoned, "no answer");
                }

                break;
            default:
                yield return (at + 1, "");
                break;
        }
    }

    /// <summary>The next place at which something happens.</summary>
    private static int Resolve(ImmutableArray<Instruction> dialog, int at)
    {
        for (var moves = 0; at < dialog.Length && moves <= dialog.Length; moves++)
        {
            switch (dialog[at])
            {
                case Instruction.Jump jump:
                    at = jump.Target;
                    break;
                case Instruction.CountFromZero:
                    at++;
                    break;
                default:
                    return at;
            }
        }

        return dialog.Length;
    }

    private static FlowBox BoxOf(ImmutableArray<Instruction> dialog, int at, string language)
    {
        var text = DialogWords.Of(dialog[at], language);
        return dialog[at] switch
        {
            Instruction.Say => new FlowBox("say", text),
            Instruction.Ask { Question.Memory: { } memory } => new FlowBox("ask", $"{memory} ← {text}"),
            Instruction.Ask => new FlowBox("ask", text),
            Instruction.AskItem item => new FlowBox("ask", $"ask {StepWords.Counted(ItemsFrom(dialog, at), "item")} of {item.Instrument.Id}", Instrument: item.Instrument.Id),
            Instruction.Unless or Instruction.CountUpTo => new FlowBox("if", text),
            Instruction.Wait => new FlowBox("wait", text),
            Instruction.Go go => new FlowBox("go", text, go.Step),
            Instruction.BeginInstrument begin => new FlowBox("measure", text, Instrument: begin.Instrument.Id),
            Instruction.EndStep or Instruction.EndProgram => new FlowBox("end", text),
            _ => new FlowBox("set", text),
        };
    }

    /// <summary>How many items of one instrument stand in a row.</summary>
    private static int ItemsFrom(ImmutableArray<Instruction> dialog, int at)
    {
        var instrument = ((Instruction.AskItem)dialog[at]).Instrument;
        var count = 0;
        while (at + count < dialog.Length && dialog[at + count] is Instruction.AskItem next && next.Instrument == instrument)
        {
            count++;
        }

        return count;
    }
}
