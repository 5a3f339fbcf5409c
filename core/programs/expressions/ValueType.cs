namespace MicroCare.Core.Programs.Expressions;

/// <summary>What kind of value an expression has. Nothing is converted silently from one to another.</summary>
public enum ValueType
{
    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of some words, such as an option's id.</summary>
    Word,

    /// <summary>A local time of day.</summary>
    Time,
}
