using System.Collections.Immutable;
using MicroCare.Core.Identity;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads one step, wherever it stands.</summary>
internal sealed class StepReader(ReadingContext context, int days)
{
    private static readonly string[] Contents = ["say", "ask", "text", "measure", "do"];
    private static readonly string[] QuestionKeys = ["thanks", "unclear", "as"];

    /// <summary>Reads a step of the program.</summary>
    /// <param name="step">Its mapping.</param>
    /// <param name="arc">The arc it stands in.</param>
    /// <param name="previousDay">The day of the step above on the main line.</param>
    public ProgramStep Read(YamlMap step, ProgramArc? arc, int previousDay)
    {
        var id = ReadId(step);
        var catchUp = step.Flag("catch_up");
        var read = new ProgramStep
        {
            Id = id,
            Arc = arc,
            Place = step.Place,
            Schedule = new ScheduleReader(days).Read(step, previousDay),
            At = ScheduleReader.ReadTime(step),
            CatchUp = catchUp,
            Content = catchUp ? [] : ReadContent(step),
            Gentler = step.Has("gentler") ? DialogReader.ReadList(context, step, "gentler") : [],
            When = context.Condition(step, "when"),
            Because = context.Fixed.Localized(step, "because", required: false),
            Teaches = step.Text("teaches", required: false),
            Mastered = context.Condition(step, "mastered"),
            Practises = step.Text("practises", required: false),
            Advance = step.Flag("advance"),
            RepeatIfMissed = step.Flag("repeat_if_missed"),
        };
        if (read.Teaches is null != read.Mastered is null)
        {
            step.Problem("teaches", "'teaches' and 'mastered' belong together: what is taught, and when it counts as mastered.");
        }

        if (catchUp && (Array.Exists(Contents, step.Has) || read.Schedule is not StepSchedule.OnDay))
        {
            step.Problem("catch_up", "A catch-up step has a 'day' and no content of its own: it sends what was missed.");
        }

        step.RefuseTheRest();
        return read;
    }

    /// <summary>Reads an exercise of the library: content without a schedule.</summary>
    public ProgramStep ReadExercise(YamlMap step)
    {
        var read = new ProgramStep { Id = ReadId(step), Place = step.Place, Schedule = new StepSchedule.Never(), Content = ReadContent(step) };
        step.RefuseTheRest();
        return read;
    }

    private static StepId ReadId(YamlMap step)
    {
        var id = step.Text("id");
        if (id is not null && (id.Length > 60 || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            step.Problem("id", $"'{id}' is no step id: lower-case letters, digits and hyphens, 60 at most.");
        }

        return new StepId(id ?? "?");
    }

    private ImmutableArray<Instruction> ReadContent(YamlMap step)
    {
        var contents = Array.FindAll(Contents, step.Has);
        if (contents.Length != 1)
        {
            step.Problem(contents.Length == 0 ? "id" : contents[1], contents.Length == 0
                ? $"The step has no content. Give it one of: {string.Join(", ", Contents)}."
                : $"The step has {string.Join(" and ", contents.Select(one => $"'{one}'"))}; keep one, or write both as entries of 'do'.");
            return [new Instruction.EndStep()];
        }

        if (contents[0] is "say" or "text" && !step.Has("answer"))
        {
            foreach (var key in QuestionKeys.Where(step.Has))
            {
                step.Problem(key, $"This step asks nothing, so it has no '{key}'. Add an 'answer' or remove it.");
                step.AcceptTheRest();
            }
        }

        switch (contents[0])
        {
            case "do":
                return DialogReader.ReadList(context, step, "do");
            case "measure":
                var dialog = new DialogBuilder();
                var id = step.Text("measure") ?? "";
                if (context.Instruments.TryGetValue(id, out var instrument))
                {
                    InstrumentDialog.Add(dialog, instrument, context.Instruments);
                }
                else
                {
                    step.Problem("measure", $"There is no instrument '{id}'. Known: {string.Join(", ", context.Instruments.Keys.Order(StringComparer.Ordinal))}.");
                }

                return dialog.Finish();
            case "ask" when !step.Has("answer"):
                step.Problem("ask", "A question needs an 'answer' with a type.");
                step.AcceptTheRest();
                return [new Instruction.EndStep()];
            default:
                return DialogReader.ReadShort(context, step, contents[0]);
        }
    }
}
