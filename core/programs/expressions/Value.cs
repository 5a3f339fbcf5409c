using NodaTime;

namespace MicroCare.Core.Programs.Expressions;

/// <summary>A value of an expression.</summary>
/// <param name="Type">Which of the others holds it.</param>
/// <param name="Amount">A number; 1 or 0 for yes or no; minutes since midnight for a time.</param>
/// <param name="Word">A word; null for other types.</param>
public readonly record struct Value(ValueType Type, decimal Amount, string? Word = null)
{
    private const int MinutesPerHour = 60;

    /// <summary>A number.</summary>
    public static Value Of(decimal number) => new(ValueType.Number, number);

    /// <summary>Yes or no.</summary>
    public static Value Of(bool yes) => new(ValueType.YesNo, yes ? 1 : 0);

    /// <summary>A word.</summary>
    public static Value Of(string word) => new(ValueType.Word, 0, word);

    /// <summary>A time of day, to the minute.</summary>
    public static Value Of(LocalTime time) => new(ValueType.Time, (time.Hour * MinutesPerHour) + time.Minute);

    /// <summary>Whether it is yes.</summary>
    public bool IsYes => Amount != 0;

    /// <summary>The time of day that a value of type <see cref="ValueType.Time"/> stands for.</summary>
    public LocalTime Time => new((int)Amount / MinutesPerHour, (int)Amount % MinutesPerHour);
}
