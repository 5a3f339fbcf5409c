namespace MicroCare.Core.Triage;

/// <summary>What a pattern stands for where it is found.</summary>
internal abstract record Mark
{
    private Mark()
    {
    }

    /// <summary>A rule's sign.</summary>
    public sealed record Sign(TriageRule Rule) : Mark;

    /// <summary>Anywhere in a text, it takes the rule's signs away.</summary>
    public sealed record Unless(TriageRule Rule) : Mark;

    /// <summary>A manner of speaking: it takes the signs away that it overlaps.</summary>
    public sealed record Idiom : Mark;

    /// <summary>A denial.</summary>
    public sealed record Denial : Mark;

    /// <summary>What looks like a denial and is none: "why not", "not only".</summary>
    public sealed record NoDenial : Mark;

    /// <summary>It is over.</summary>
    public sealed record Past : Mark;

    /// <summary>It is not over.</summary>
    public sealed record Now : Mark;

    /// <summary>A film, a song, the news.</summary>
    public sealed record Fiction : Mark;
}

/// <summary>A mark, and the words that it was found at.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Start">Its first word.</param>
/// <param name="End">The word after its last.</param>
internal readonly record struct Found(Mark Mark, int Start, int End);
