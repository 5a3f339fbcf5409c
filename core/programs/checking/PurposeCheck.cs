namespace MicroCare.Core.Programs.Checking;

/// <summary>What relies on something that the program never does: a skill that nobody teaches, a score that nobody measures.</summary>
internal static class PurposeCheck
{
    public static void Check(Findings findings)
    {
        var program = findings.Program;
        var taught = program.AllSteps.Select(step => step.Teaches).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var step in program.AllSteps.Where(step => step.Practises is { } skill && !taught.Contains(skill)))
        {
            findings.Add(step.Place, $"Step '{step.Id}' practises '{step.Practises}', which no step teaches, so it never counts as mastered. Add 'teaches: {step.Practises}' to the step that does.");
        }

        var measured = program.AllSteps.SelectMany(step => step.Content.Concat(step.Gentler)).OfType<Instruction.BeginInstrument>()
            .Select(begin => begin.Instrument.Id).ToHashSet(StringComparer.Ordinal);
        if (program.Tailoring.Course is { } course && !measured.Contains(course.Instrument))
        {
            findings.Add(course.Place, $"'tailoring.course' goes by '{course.Instrument}', which no step measures. Measure it, or leave the rule out.");
        }

        if (program.Tailoring.PlainBelow is { } plain && !measured.Contains(plain.Instrument))
        {
            findings.Add(plain.Place, $"'tailoring.plain_below' goes by '{plain.Instrument}', which no step measures. Measure it, or leave the rule out.");
        }
    }
}
