using System.Collections.Immutable;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Where a dialog can go on from an instruction, and what is known there.</summary>
internal static class Flow
{
    /// <summary>The ways on; none from where the dialog ends or leaves for another step.</summary>
    public static IEnumerable<(int Next, ImmutableHashSet<string> Known)> From(ImmutableArray<Instruction> dialog, int at, ImmutableHashSet<string> known)
    {
        switch (dialog[at])
        {
            case Instruction.Ask { Question: var question }:
                yield return (at + 1, question.Memory is { } memory ? known.Add(memory) : known);
                if (question.Silence is { } silence)
                {
                    yield return (silence, known);
                }

                break;
            case Instruction.AskItem { Question: var item }:
                yield return (at + 1, known);
                if (item.Silence is { } abandoned)
                {
                    yield return (abandoned, known);
                }

                break;
            case Instruction.Score score:
                yield return (at + 1, known.Add($"score.{score.Instrument.Id}"));
                break;
            case Instruction.Set set:
                yield return (at + 1, known.Add(set.Memory));
                break;
            case Instruction.Unless unless:
                yield return (at + 1, KnownCheck.KnownWhere(unless.Condition, known, holds: true));
                yield return (unless.Target, KnownCheck.KnownWhere(unless.Condition, known, holds: false));
                break;
            case Instruction.Jump jump:
                yield return (jump.Target, known);
                break;
            case Instruction.CountUpTo count:
                yield return (at + 1, known);
                yield return (count.Target, known);
                break;
            case Instruction.EndStep or Instruction.EndProgram or Instruction.Go:
                break;
            default:
                yield return (at + 1, known);
                break;
        }
    }
}
