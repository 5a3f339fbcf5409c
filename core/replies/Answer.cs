using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Replies;

/// <summary>An answer that was understood. Free words are not in it: they stay in the record's encrypted part.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(YesNo), "yesNo")]
[JsonDerivedType(typeof(Choice), "choice")]
[JsonDerivedType(typeof(Time), "time")]
[JsonDerivedType(typeof(FreeText), "freeText")]
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>The answer as research data show it: a number, <c>yes</c>/<c>no</c>, an option's id, a time as <c>HH:mm</c>, or <c>text</c> for free words.</summary>
    public abstract string Code { get; }

    /// <summary>A whole number within the question's range.</summary>
    public sealed record Number(int Value) : Answer
    {
        /// <inheritdoc />
        [JsonIgnore]
        public override string Code => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Yes or no.</summary>
    public sealed record YesNo(bool Value) : Answer
    {
        /// <inheritdoc />
        [JsonIgnore]
        public override string Code => Value ? "yes" : "no";
    }

    /// <summary>The id of the chosen option.</summary>
    public sealed record Choice(string Option) : Answer
    {
        /// <inheritdoc />
        [JsonIgnore]
        public override string Code => Option;
    }

    /// <summary>A local time of day, to the minute.</summary>
    public sealed record Time(LocalTime Value) : Answer
    {
        /// <inheritdoc />
        [JsonIgnore]
        public override string Code => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(Value);
    }

    /// <summary>Free words were written.</summary>
    public sealed record FreeText : Answer
    {
        /// <inheritdoc />
        [JsonIgnore]
        public override string Code => "text";
    }
}
