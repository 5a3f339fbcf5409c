namespace MicroCare.Core.Programs.Checking;

/// <summary>What no patient ever comes to, and what nobody comes out of.</summary>
internal static class FlowCheck
{
    public static void Check(Findings findings)
    {
        var graph = new StepGraph(findings.Program);
        var lived = graph.LivedSteps();
        foreach (var step in findings.Program.Unscheduled.Where(step => !lived.Contains(step.Id)))
        {
            findings.Add(step.Place, $"Step '{step.Id}' is never reached: it has no schedule, and no step that comes goes to it. Give it a 'day', let a step go to it, or remove it.");
        }

        foreach (var entry in findings.Program.AllSteps.SelectMany(StepGraph.EntriesOf))
        {
            CheckReached(findings, entry);
        }

        var nodes = StepGraph.Reach(findings.Program.AllSteps.SelectMany(StepGraph.EntriesOf), graph.Next);
        CheckCircles(findings, graph, nodes);
        CheckEnds(findings, graph, nodes);
    }

    private static void CheckReached(Findings findings, DialogNode entry)
    {
        var reached = StepGraph.Reach([entry], StepGraph.Within);
        var told = false;
        for (var at = 0; at < entry.Step.Part(entry.Part).Length; at++)
        {
            var node = entry with { At = at };
            if (reached.Contains(node))
            {
                told = false;
            }
            else if (!told && IsWritten(node.Instruction))
            {
                told = true;
                findings.Add(node.Place, $"Step '{entry.Step.Id}': this is never reached, for what stands before it always goes elsewhere. Remove it, or put a 'label' here and go to it.");
            }
        }
    }

    // Jumps and ends that the reader adds by itself may stand where nobody comes: behind an 'end' in a 'then', say.
    private static bool IsWritten(Instruction instruction) => instruction
        is Instruction.Say or Instruction.Ask or Instruction.Set or Instruction.Wait or Instruction.Go or Instruction.BeginInstrument or Instruction.Unless or Instruction.EndProgram;

    /// <summary>A circle in which nothing is asked and nothing is waited for would be gone round at once, text after text; a 'repeat' counts, so it ends.</summary>
    private static void CheckCircles(Findings findings, StepGraph graph, HashSet<DialogNode> nodes)
    {
        // Taking away what nothing leads to, again and again, leaves the circles and what hangs behind them.
        var left = nodes.Where(node => !Rests(node.Instruction)).ToHashSet();
        Peel(node => Hasty(node).Where(left.Contains), left);
        foreach (var step in left.Where(node => StepGraph.Reach(Hasty(node).Where(left.Contains), one => Hasty(one).Where(left.Contains)).Contains(node))
            .GroupBy(node => node.Step.Id))
        {
            var first = step.MinBy(node => (node.Place.Line, node.Part, node.At));
            findings.Add(first.Place, $"Step '{step.Key}' goes round in a circle without asking or waiting. Put an 'ask' or a 'wait' into it, or use 'repeat'.");
        }

        IEnumerable<DialogNode> Hasty(DialogNode node) => node.Instruction is Instruction.CountUpTo ? [node with { At = node.At + 1 }] : graph.Next(node);
    }

    private static bool Rests(Instruction instruction) => instruction is Instruction.Ask or Instruction.AskItem or Instruction.Wait;

    private static void Peel(Func<DialogNode, IEnumerable<DialogNode>> next, HashSet<DialogNode> left)
    {
        for (var before = -1; before != left.Count;)
        {
            before = left.Count;
            left.IntersectWith([.. left.Where(node => next(node).Any())]);
        }
    }

    /// <summary>Whoever comes to a place without a way to an end stays in the step for as long as they answer.</summary>
    private static void CheckEnds(Findings findings, StepGraph graph, HashSet<DialogNode> nodes)
    {
        var before = nodes.SelectMany(node => graph.Next(node).Select(next => (node, next))).ToLookup(way => way.next, way => way.node);
        var ending = StepGraph.Reach(nodes.Where(node => IsEnd(node.Instruction)), node => before[node]);
        foreach (var step in nodes.Except(ending).Where(node => IsWritten(node.Instruction)).GroupBy(node => node.Step.Id))
        {
            var first = step.MinBy(node => (node.Place.Line, node.Part, node.At));
            findings.Add(first.Place, $"Step '{step.Key}': from here no way leads to an end. Leave the circle by an 'if', or use 'repeat'.");
        }
    }

    private static bool IsEnd(Instruction instruction) => instruction is Instruction.EndStep or Instruction.EndProgram
        || instruction is Instruction.Ask { Question: { GiveUpAfter: not null, Silence: null } };
}
