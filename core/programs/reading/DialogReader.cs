using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs.Expressions;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Turns what an author wrote under <c>do</c> into instructions.</summary>
internal sealed class DialogReader(ReadingContext context)
{
    private const int MostRepetitions = 20;
    private static readonly string[] Kinds = ["say", "ask", "if", "set", "wait", "repeat", "goal", "measure", "label", "go", "end"];

    private readonly DialogBuilder _dialog = new();

    /// <summary>Reads a list of nodes.</summary>
    public static ImmutableArray<Instruction> ReadList(ReadingContext context, YamlMap step, string key)
    {
        var reader = new DialogReader(context);
        reader.ReadNodes(step, key);
        reader._dialog.Place(0, step.Place);
        return reader._dialog.Finish();
    }

    /// <summary>Reads the short form: one thing that is said or asked in the step's own keys.</summary>
    public static ImmutableArray<Instruction> ReadShort(ReadingContext context, YamlMap step, string key)
    {
        var reader = new DialogReader(context);
        if (step.Has("answer"))
        {
            reader.ReadAsk(step, key);
        }
        else
        {
            reader.ReadSay(step, key);
        }

        reader._dialog.Place(0, step.Place);
        return reader._dialog.Finish();
    }

    private void ReadNodes(YamlMap parent, string key)
    {
        var nodes = parent.List(key);
        if (nodes.Count == 0)
        {
            parent.Problem(key, $"'{key}' is empty. Say or ask something.");
        }

        foreach (var node in nodes)
        {
            if (node is YamlMappingNode mapping)
            {
                var map = new YamlMap(mapping, context.Problems, "");
                var from = _dialog.Here;
                ReadNode(map);
                _dialog.Place(from, map.Place);
                map.RefuseTheRest();
            }
            else
            {
                context.Problems.Add(node, $"This must be a mapping with one of: {string.Join(", ", Kinds)}.");
            }
        }
    }

    private void ReadNode(YamlMap node)
    {
        var kinds = Array.FindAll(Kinds, node.Has);
        if (kinds.Length != 1 && kinds is not ["ask", "goal"])
        {
            node.Problem("", kinds.Length == 0
                ? $"This does nothing. It must have one of: {string.Join(", ", Kinds)}."
                : $"This has {string.Join(" and ", kinds.Select(kind => $"'{kind}'"))}; make each an entry of its own.");
            node.AcceptTheRest();
            return;
        }

        switch (kinds[0])
        {
            case "say":
                ReadSay(node, "say");
                break;
            case "ask":
                ReadAsk(node, "ask");
                break;
            case "if":
                ReadIf(node);
                break;
            case "set":
                ReadSet(node);
                break;
            case "wait":
                WaitReader.Read(node, _dialog);
                break;
            case "repeat":
                ReadRepeat(node);
                break;
            case "goal":
                GoalReader.Read(context, node, _dialog);
                break;
            case "measure":
                ReadMeasure(node);
                break;
            case "label":
                if (node.Text("label") is { } label && !_dialog.Label(label))
                {
                    node.Problem("label", $"The label '{label}' is used twice in this step.");
                }

                break;
            case "go":
                if (node.Text("go") is { } target)
                {
                    _dialog.Add(new Instruction.Go(new StepId(target)));
                }

                break;
            default:
                ReadEnd(node);
                break;
        }
    }

    private void ReadSay(YamlMap node, string key)
    {
        if (context.Localized(node, key) is { } text)
        {
            _dialog.Add(new Instruction.Say(text));
        }
    }

    private void ReadAsk(YamlMap node, string key)
    {
        var question = new QuestionReader(context).Read(node, key);
        var thanks = context.Localized(node, "thanks", required: false);
        if (question is null)
        {
            node.AcceptTheRest();
            return;
        }

        var ask = _dialog.Add(new Instruction.Ask(question));
        if (thanks is not null)
        {
            _dialog.Add(new Instruction.Say(thanks));
        }

        if (node.Has("on_silence"))
        {
            var past = _dialog.Add(new Instruction.Jump(0));
            _dialog.LeadHere(ask);
            ReadNodes(node, "on_silence");
            _dialog.Add(new Instruction.EndStep());
            _dialog.LeadHere(past);
        }
    }

    private void ReadIf(YamlMap node)
    {
        var condition = context.Condition(node, "if", required: true) ?? new Expression.Constant(Value.Of(true));
        var unless = _dialog.Add(new Instruction.Unless(condition, 0));
        ReadNodes(node, "then");
        if (!node.Has("else"))
        {
            _dialog.LeadHere(unless);
            return;
        }

        var past = _dialog.Add(new Instruction.Jump(0));
        _dialog.LeadHere(unless);
        ReadNodes(node, "else");
        _dialog.LeadHere(past);
    }

    private void ReadSet(YamlMap node)
    {
        var name = node.Text("set");
        var value = context.Expression(node, "to");
        if (name is null || value is null)
        {
            return;
        }

        if (!context.Memories.TryGetValue(name, out var memory))
        {
            node.Problem("set", $"'{name}' is not declared. Add it to 'memories'.");
        }
        else if (memory.Type == MemoryType.Text || memory.ValueType != value.Type)
        {
            node.Problem("to", $"'{name}' is a {memory.Type.ToString().ToLowerInvariant()}, and this is a {value.Type.ToString().ToLowerInvariant()}.");
        }
        else
        {
            _dialog.Add(new Instruction.Set(name, value));
        }
    }

    private void ReadRepeat(YamlMap node)
    {
        var times = node.Whole("repeat", 2, MostRepetitions) ?? 2;
        var counter = _dialog.NewCounter();
        _dialog.Add(new Instruction.CountFromZero(counter));
        var top = _dialog.Here;
        int? unless = null;
        if (node.Has("while") && context.Condition(node, "while") is { } condition)
        {
            // The first round is always taken: what is asked in it is what the condition looks at.
            var first = _dialog.Add(new Instruction.Jump(0));
            top = _dialog.Here;
            unless = _dialog.Add(new Instruction.Unless(condition, 0));
            _dialog.LeadHere(first);
        }

        ReadNodes(node, "do");
        _dialog.Add(new Instruction.CountUpTo(counter, times, top));
        if (unless is { } end)
        {
            _dialog.LeadHere(end);
        }
    }

    private void ReadMeasure(YamlMap node)
    {
        var id = node.Text("measure");
        if (id is null)
        {
            return;
        }

        if (context.Instruments.TryGetValue(id, out var instrument))
        {
            InstrumentDialog.Add(_dialog, instrument, context.Instruments);
        }
        else
        {
            node.Problem("measure", $"There is no instrument '{id}'. Known: {string.Join(", ", context.Instruments.Keys.Order(StringComparer.Ordinal))}.");
        }
    }

    private void ReadEnd(YamlMap node)
    {
        switch (node.Text("end"))
        {
            case "step":
                _dialog.Add(new Instruction.EndStep());
                break;
            case "program":
                _dialog.Add(new Instruction.EndProgram());
                break;
            case { } other:
                node.Problem("end", $"'{other}' cannot be ended. Write 'step' or 'program'.");
                break;
        }
    }
}
