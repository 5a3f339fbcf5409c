using System.Collections.Immutable;
using MicroCare.Core.Programs.Expressions;
using ValueType = MicroCare.Core.Programs.Expressions.ValueType;

namespace MicroCare.Core.Programs;

/// <summary>What a memory holds.</summary>
public enum MemoryType
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of the options of the questions that fill it.</summary>
    Choice,

    /// <summary>The patient's own words.</summary>
    Text,

    /// <summary>A time of day.</summary>
    Time,
}

/// <summary>Something that a program remembers of a patient.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Start">What it holds before anybody asked; null: nothing. Numbers and yes-or-no only.</param>
/// <param name="Options">Of a choice: the options of every question that fills it, by id, with what the patient reads.</param>
public sealed record MemoryDeclaration(string Name, MemoryType Type, Value? Start, ImmutableDictionary<string, LocalizedText> Options)
{
    /// <summary>The type of its value in expressions.</summary>
    public ValueType ValueType => Type switch
    {
        MemoryType.Number => ValueType.Number,
        MemoryType.YesNo => ValueType.YesNo,
        MemoryType.Choice or MemoryType.Text => ValueType.Word,
        MemoryType.Time => ValueType.Time,
        _ => throw new InvalidOperationException($"Unknown memory type {Type}."),
    };
}
