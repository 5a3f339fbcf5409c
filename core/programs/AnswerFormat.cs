using System.Collections.Immutable;
using NodaTime;

namespace MicroCare.Core.Programs;

/// <summary>What kind of answer a question asks for.</summary>
public abstract record AnswerFormat
{
    private AnswerFormat()
    {
    }

    /// <summary>What a memory must be that keeps the answer.</summary>
    public abstract MemoryType Remembered { get; }

    /// <summary>A whole number between <paramref name="Min"/> and <paramref name="Max"/>, both inclusive.</summary>
    public sealed record Number(int Min, int Max) : AnswerFormat
    {
        /// <inheritdoc />
        public override MemoryType Remembered => MemoryType.Number;
    }

    /// <summary>One of some numbers, named by itself, by its label or by one of its words.</summary>
    public sealed record Scale(ImmutableArray<ScalePoint> Points) : AnswerFormat
    {
        /// <inheritdoc />
        public override MemoryType Remembered => MemoryType.Number;
    }

    /// <summary>Yes or no.</summary>
    public sealed record YesNo : AnswerFormat
    {
        /// <inheritdoc />
        public override MemoryType Remembered => MemoryType.YesNo;
    }

    /// <summary>One of some options, named by its letter (A for the first), its label or one of its words.</summary>
    public sealed record Choice(ImmutableArray<ChoiceOption> Options) : AnswerFormat
    {
        /// <inheritdoc />
        public override MemoryType Remembered => MemoryType.Choice;
    }

    /// <summary>A time of day; of the two that a bare "7" can mean, the first that is not before <paramref name="After"/>.</summary>
    public sealed record Time(LocalTime After) : AnswerFormat
    {
        /// <inheritdoc />
        public override MemoryType Remembered => MemoryType.Time;
    }

    /// <summary>Free words; any text that is not empty is an answer.</summary>
    public sealed record FreeText : AnswerFormat
    {
        /// <inheritdoc />
        public override MemoryType Remembered => MemoryType.Text;
    }
}

/// <summary>One option of a choice.</summary>
/// <param name="Id">What is recorded, such as <c>walk</c>.</param>
/// <param name="Label">What the patient reads.</param>
/// <param name="Words">Further words that mean it, by language; matched as whole words.</param>
public sealed record ChoiceOption(string Id, LocalizedText Label, ImmutableDictionary<string, ImmutableArray<string>> Words);

/// <summary>One point of a scale.</summary>
/// <param name="Value">What is recorded.</param>
/// <param name="Label">What the patient reads.</param>
/// <param name="Words">Further words that mean it, by language; matched as whole words.</param>
public sealed record ScalePoint(int Value, LocalizedText Label, ImmutableDictionary<string, ImmutableArray<string>> Words);
