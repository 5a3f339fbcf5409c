using MicroCare.Core.Programs.Reading;

namespace MicroCare.Core.Programs.Checking;

/// <summary>
/// What an author should mend in a program that can be read: it would run, and yet patients would get too much, too little, or texts that they cannot use.
/// Each finding names its place and a remedy. A program that only <see cref="ProgramReader"/> accepts starts all the same.
/// </summary>
public static class ProgramCheck
{
    /// <summary>Checks a program.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="program">The program as it was read from that file.</param>
    /// <returns>What was found, in the order of the file; empty where all is well.</returns>
    public static IReadOnlyList<ProgramProblem> Check(string file, InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(program);
        var findings = new Findings(program, new ProgramProblems(file));
        FlowCheck.Check(findings);
        AboutCheck.Check(findings);
        BurdenCheck.Check(findings);
        WindowCheck.Check(findings);
        LengthCheck.Check(findings);
        AlphabetCheck.Check(findings);
        ReadingCheck.Check(findings);
        SafetyCheck.Check(findings);
        ChoiceCheck.Check(findings);
        PurposeCheck.Check(findings);
        return findings.All;
    }
}
