namespace MicroCare.Core.Triage;

/// <summary>One place of a <see cref="Pattern"/>.</summary>
internal abstract record PatternElement
{
    private PatternElement()
    {
    }

    /// <summary>One of several words or runs of words; none of them, where it is optional.</summary>
    public sealed record OneOf(PatternWord[][] Choices, bool IsOptional) : PatternElement;

    /// <summary>Up to so many words of any kind.</summary>
    public sealed record Gap(int Most) : PatternElement;

    /// <summary>The beginning of the text.</summary>
    public sealed record TextStart : PatternElement;

    /// <summary>The end of the text.</summary>
    public sealed record TextEnd : PatternElement;

    /// <summary>The beginning or end of a clause.</summary>
    public sealed record ClauseEdge : PatternElement;
}
