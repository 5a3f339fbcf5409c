using System.Collections.Immutable;

namespace MicroCare.Core.Programs;

/// <summary>What kind of answer a step asks for.</summary>
public abstract record AnswerFormat
{
    private AnswerFormat()
    {
    }

    /// <summary>A whole number between <paramref name="Min"/> and <paramref name="Max"/>, both inclusive.</summary>
    public sealed record Number(int Min, int Max) : AnswerFormat;

    /// <summary>Yes or no.</summary>
    public sealed record YesNo : AnswerFormat;

    /// <summary>One of some options, named by its letter (A for the first), its label or one of its words.</summary>
    public sealed record Choice(ImmutableArray<ChoiceOption> Options) : AnswerFormat;

    /// <summary>Free words; any text that is not empty is an answer.</summary>
    public sealed record FreeText : AnswerFormat;
}

/// <summary>One option of a choice.</summary>
/// <param name="Id">What is recorded, such as <c>walk</c>.</param>
/// <param name="Label">What the patient reads.</param>
/// <param name="Words">Further words that mean it, by language; matched as whole words.</param>
public sealed record ChoiceOption(string Id, LocalizedText Label, ImmutableDictionary<string, ImmutableArray<string>> Words);
