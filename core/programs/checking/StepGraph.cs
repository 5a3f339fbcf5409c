using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs.Reading;

namespace MicroCare.Core.Programs.Checking;

/// <summary>An instruction in its step.</summary>
internal readonly record struct DialogNode(ProgramStep Step, StepPart Part, int At)
{
    public Instruction Instruction => Step.Part(Part)[At];

    /// <summary>The place of its text, or its own; the step's, where it has none.</summary>
    public SourcePlace Place => Instruction switch
    {
        Instruction.Say { Text.Place: { Line: > 0 } place } => place,
        Instruction.Ask { Question.Text.Place: { Line: > 0 } place } => place,
        { Place: { Line: > 0 } place } => place,
        _ => Step.Place,
    };
}

/// <summary>Every dialog of a program as one graph: <c>go</c> leads on to the beginning of another step's content.</summary>
internal sealed class StepGraph(InterventionProgram program)
{
    /// <summary>Where a step's dialogs begin.</summary>
    public static IEnumerable<DialogNode> EntriesOf(ProgramStep step) =>
        Enum.GetValues<StepPart>().Where(part => !step.Part(part).IsEmpty).Select(part => new DialogNode(step, part, 0));

    /// <summary>The steps that something leads to: the calendar, a patient's wish, or another such step's <c>go</c>.</summary>
    public HashSet<StepId> LivedSteps()
    {
        var scheduled = program.Steps.Concat(program.Recurring).Concat(program.Library.SelectMany(shelf => shelf.Exercises));
        return [.. Reach(scheduled.SelectMany(EntriesOf), Next).Select(node => node.Step.Id), .. program.Steps.Select(step => step.Id)];
    }

    /// <summary>Where it goes on, the beginnings of other steps among it.</summary>
    public IEnumerable<DialogNode> Next(DialogNode node) => node.Instruction is Instruction.Go go
        ? program.Find(go.Step) is { Content.IsEmpty: false } target ? [new DialogNode(target, StepPart.Content, 0)] : []
        : Within(node);

    /// <summary>Where it goes on within its own dialog.</summary>
    public static IEnumerable<DialogNode> Within(DialogNode node) =>
        Flow.From(node.Step.Part(node.Part), node.At, ImmutableHashSet<string>.Empty).Select(way => node with { At = way.Next });

    /// <summary>Everything that can be reached, the beginnings included.</summary>
    public static HashSet<DialogNode> Reach(IEnumerable<DialogNode> from, Func<DialogNode, IEnumerable<DialogNode>> next)
    {
        var seen = new HashSet<DialogNode>();
        var work = new Stack<DialogNode>(from);
        while (work.TryPop(out var node))
        {
            if (seen.Add(node))
            {
                foreach (var one in next(node))
                {
                    work.Push(one);
                }
            }
        }

        return seen;
    }
}
