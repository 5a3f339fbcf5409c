using System.Text.Json.Serialization;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs.Expressions;
using MicroCare.Core.Replies;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>Something that a program remembers of a patient.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(YesNo), "yesNo")]
[JsonDerivedType(typeof(Choice), "choice")]
[JsonDerivedType(typeof(Time), "time")]
[JsonDerivedType(typeof(Words), "words")]
public abstract record Memory
{
    /// <summary>So many characters of what a patient wrote are remembered; a quote is shorter still.</summary>
    private const int LongestWords = 160;

    private Memory()
    {
    }

    /// <summary>A number.</summary>
    /// <example><code>{"type":"number","value":7}</code></example>
    public sealed record Number(decimal Value) : Memory;

    /// <summary>Yes or no.</summary>
    /// <example><code>{"type":"yesNo","value":true}</code></example>
    public sealed record YesNo(bool Value) : Memory;

    /// <summary>The id of an option.</summary>
    /// <example><code>{"type":"choice","option":"walk"}</code></example>
    public sealed record Choice(string Option) : Memory;

    /// <summary>A time of day.</summary>
    /// <example><code>{"type":"time","value":"06:30:00"}</code></example>
    public sealed record Time(LocalTime Value) : Memory;

    /// <summary>The patient's own words; null where a store keeps them apart.</summary>
    /// <example><code>{"type":"words","text":"a walk by the lake"}</code></example>
    public sealed record Words(PatientText? Text) : Memory;

    /// <summary>What an answer leaves behind.</summary>
    public static Memory Of(Answer answer, PatientText words) => answer switch
    {
        Answer.Number number => new Number(number.Value),
        Answer.YesNo yes => new YesNo(yes.Value),
        Answer.Choice choice => new Choice(choice.Option),
        Answer.Time time => new Time(time.Value),
        Answer.FreeText => new Words(words.Words.Length <= LongestWords ? words : new PatientText(Beginning(words.Words))),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), "Unknown answer type."),
    };

    /// <summary>As much as is remembered; a character of two halves is never cut in two.</summary>
    private static string Beginning(string words) => words[..(char.IsHighSurrogate(words[LongestWords - 1]) ? LongestWords - 1 : LongestWords)];

    /// <summary>What an expression's value leaves behind.</summary>
    public static Memory Of(Value value) => value.Type switch
    {
        Programs.Expressions.ValueType.Number => new Number(value.Amount),
        Programs.Expressions.ValueType.YesNo => new YesNo(value.IsYes),
        Programs.Expressions.ValueType.Time => new Time(value.Time),
        Programs.Expressions.ValueType.Word => new Choice(value.Word!),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Type, "Unknown value type."),
    };

    /// <summary>Its value in expressions; for the patient's own words only that there is one.</summary>
    public Value AsValue() => this switch
    {
        Number number => Value.Of(number.Value),
        YesNo yes => Value.Of(yes.Value),
        Choice choice => Value.Of(choice.Option),
        Time time => Value.Of(time.Value),
        Words => Value.Of(""),
        _ => throw new InvalidOperationException($"Unknown memory {GetType().Name}."),
    };
}
