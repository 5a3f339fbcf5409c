using System.Xml.Linq;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>Every step: when it comes, how its dialog goes, what it says.</summary>
internal sealed class StepsSection(InterventionProgram program)
{
    private readonly string _language = program.Languages[0];

    private readonly ILookup<StepId, StepId> _leadingTo = program.AllSteps
        .SelectMany(step => step.Content.Concat(step.Gentler).OfType<Instruction.Go>().Select(go => (From: step.Id, To: go.Step))).Distinct().ToLookup(one => one.To, one => one.From);

    public XElement Make() => Tag(
        "section", Id("steps"), Tag("h2", "Steps"),
        FlowChart.ArrowHead(),
        Parts().Select(part => new object[] { Tag("h3", part.Title), part.Steps.Select(One).ToArray() }).ToArray());

    private IEnumerable<(string Title, List<ProgramStep> Steps)> Parts()
    {
        var inShelves = program.Library.SelectMany(shelf => shelf.Exercises).Select(exercise => exercise.Id).ToHashSet();
        var steps = WrittenTexts.InOrder(program).Where(step => !inShelves.Contains(step.Id)).ToList();
        foreach (var arc in program.Arcs)
        {
            yield return ($"{AboutSection.ArcTitle(arc, program)} ({arc.Id})", steps.FindAll(step => step.Arc == arc));
        }

        if (steps.FindAll(step => step.Arc is null) is { Count: > 0 } others)
        {
            yield return (program.Arcs.IsEmpty ? "All steps" : "In no part of the story", others);
        }

        foreach (var shelf in program.Library)
        {
            yield return ($"On demand: {shelf.Keyword} ({string.Join(", ", shelf.Words.Order(StringComparer.Ordinal))})", [.. shelf.Exercises]);
        }
    }

    private XElement One(ProgramStep step) => Tag(
        "article", Id("step-" + step.Id.Value), Class("step"), Tag("h4", step.Id.Value),
        Terms(
        [
            ("comes", StepWords.When(step)),
            .. StepWords.Rules(step).Select(rule => (rule.Key, (object?)rule.Value)),
            ("reached from", Links(_leadingTo[step.Id])),
        ]),
        step.Content.IsEmpty ? null : FlowChart.Draw(Flow.Of(step.Content, _language), $"How {step.Id} goes"),
        step.Gentler.IsEmpty ? null : new object[] { Tag("h5", "While symptoms rise"), FlowChart.Draw(Flow.Of(step.Gentler, _language), $"How {step.Id} goes while symptoms rise") },
        Texts(step));

    private static object[]? Links(IEnumerable<StepId> steps) =>
        steps.Any() ? [.. steps.SelectMany(step => new object[] { Link("step-" + step.Value, step.Value), " " })] : null;

    private XElement? Texts(ProgramStep step)
    {
        var texts = TextsOf(step).ToList();
        return texts.Count == 0 ? null : TextTable.Of($"Texts of {step.Id}", program.Languages, texts);
    }

    private IEnumerable<(string For, LocalizedText Text)> TextsOf(ProgramStep step)
    {
        if (step.Because is { } because)
        {
            yield return ("because", because);
        }

        foreach (var (part, instruction) in step.Content.Select(one => ("", one)).Concat(step.Gentler.Select(one => ("gentler: ", one))))
        {
            switch (instruction)
            {
                case Instruction.Say say when !IsOfInstrument(say.Text):
                    yield return (part + "say", say.Text);
                    break;
                case Instruction.Ask { Question: var question }:
                    yield return (part + "ask for " + Rules(question), question.Text);
                    if (question.Unclear is { } unclear)
                    {
                        yield return (part + "unclear", unclear);
                    }

                    break;
            }
        }
    }

    private string Rules(Question question) =>
        DialogWords.Of(question.Format, _language) + string.Concat(DialogWords.Rules(question).Select(rule => $"; {rule.Key} {rule.Value}"));

    /// <summary>What an instrument says around its items stands with the instrument.</summary>
    private bool IsOfInstrument(LocalizedText text) => InstrumentsSection.Of(program).Any(instrument => instrument.Thanks == text);
}
