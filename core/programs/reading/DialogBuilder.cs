using System.Collections.Immutable;

namespace MicroCare.Core.Programs.Reading;

/// <summary>A dialog's instructions in the making: places that are jumped to before they are known are filled in later.</summary>
internal sealed class DialogBuilder
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private int _counters;

    /// <summary>Where the next instruction will stand.</summary>
    public int Here => _instructions.Count;

    public int Add(Instruction instruction)
    {
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }

    /// <summary>Tells the instructions from <paramref name="from"/> on where they stand, unless an inner part of the dialog told them already.</summary>
    public void Place(int from, SourcePlace place)
    {
        for (var at = from; at < _instructions.Count; at++)
        {
            if (_instructions[at].Place.Line == 0)
            {
                _instructions[at] = _instructions[at] with { Place = place };
            }
        }
    }

    public int NewCounter() => _counters++;

    /// <summary>Lets the jump at <paramref name="at"/> lead to where the next instruction will stand.</summary>
    public void LeadHere(int at) => _instructions[at] = _instructions[at] switch
    {
        Instruction.Jump jump => jump with { Target = Here },
        Instruction.Unless unless => unless with { Target = Here },
        Instruction.CountUpTo count => count with { Target = Here },
        Instruction.Ask ask => ask with { Question = ask.Question with { Silence = Here } },
        Instruction.AskItem ask => ask with { Question = ask.Question with { Silence = Here } },
        _ => throw new InvalidOperationException("Only what jumps can be led."),
    };

    /// <summary>Names this place; false where the name is taken.</summary>
    public bool Label(string name) => _labels.TryAdd(name, Here);

    /// <summary>The finished dialog: a <c>go</c> to a label is a jump, to anything else it leads to another step.</summary>
    public ImmutableArray<Instruction> Finish() =>
    [
        .. _instructions.Select(instruction =>
            instruction is Instruction.Go go && _labels.TryGetValue(go.Step.Value, out var target) ? new Instruction.Jump(target) { Place = go.Place } : instruction),
        new Instruction.EndStep(),
    ];
}
