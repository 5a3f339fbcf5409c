using System.Collections.Immutable;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>The moves of a dialog that its author wrote: without the bookkeeping of branches, and without what an instrument brings along.</summary>
internal static class OwnMoves
{
    public static IEnumerable<Instruction> Of(ImmutableArray<Instruction> dialog)
    {
        var thanks = dialog.OfType<Instruction.BeginInstrument>().Select(begin => begin.Instrument.Thanks).OfType<LocalizedText>().ToHashSet();
        for (var i = 0; i < dialog.Length; i++)
        {
            var before = i > 0 ? dialog[i - 1] : null;
            var isOwn = dialog[i] switch
            {
                Instruction.Say say => !thanks.Contains(say.Text) && before is not Instruction.BeginInstrument { Instrument.Intro: not null, KeepsShared: false },
                Instruction.Unless => before is not Instruction.Score,
                Instruction.BeginInstrument begin => !begin.KeepsShared,
                Instruction.Ask or Instruction.Set or Instruction.Wait or Instruction.Go or Instruction.CountUpTo or Instruction.SetGoal or Instruction.EndProgram => true,
                _ => false,
            };
            if (isOwn)
            {
                yield return dialog[i];
            }
        }
    }
}
