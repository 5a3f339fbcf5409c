namespace MicroCare.Core.Programs;

/// <summary>What a program can do wrong while a patient is in it, in spite of its checks.</summary>
public enum ProgramFault
{
    /// <summary>Something is used that is not known of this patient.</summary>
    UnknownValue,

    /// <summary>A division by zero.</summary>
    DivisionByZero,

    /// <summary>A number beyond what can be worked with.</summary>
    NumberTooLarge,

    /// <summary>A step that goes round without ever asking or waiting.</summary>
    EndlessStep,

    /// <summary>A text that is not written in the patient's language.</summary>
    MissingText,

    /// <summary>The place at which the step went on is not there in this version.</summary>
    MissingPlace,
}

/// <summary>
/// A program did something wrong. The journey's rules catch it: the step is skipped, a fact and the operator tell of it, and the patient goes on.
/// </summary>
/// <param name="fault">What.</param>
/// <param name="name">The name in the program that it is about; never a value.</param>
public sealed class ProgramFaultException(ProgramFault fault, string? name) : Exception($"{fault}{(name is null ? "" : $" ({name})")}")
{
    /// <summary>What went wrong.</summary>
    public ProgramFault Fault { get; } = fault;

    /// <summary>The name in the program that it is about; null where there is none.</summary>
    public string? Name { get; } = name;
}
