namespace MicroCare.Core.Triage;

/// <summary>A lexicon cannot be used. Its message names file, line and remedy.</summary>
/// <param name="file">The lexicon's file name.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="remedy">What is wrong, and what to change.</param>
public sealed class LexiconException(string file, long line, string remedy) : Exception($"{file}, line {line}: {remedy}")
{
    /// <summary>The lexicon's file name.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1.</summary>
    public long Line { get; } = line;
}
