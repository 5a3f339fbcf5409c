namespace MicroCare.Core.Programs;

/// <summary>What is wrong with a program file, where, and what to do about it.</summary>
/// <param name="Line">From 1 up.</param>
/// <param name="Column">From 1 up.</param>
/// <param name="Message">What is wrong and the remedy.</param>
public sealed record ProgramProblem(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>A program file could not be used. Thrown at start-up, never in a patient's journey.</summary>
public sealed class ProgramFormatException : Exception
{
    /// <summary>Takes the problems; at least one.</summary>
    public ProgramFormatException(IReadOnlyList<ProgramProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<ProgramProblem> Problems { get; }
}
