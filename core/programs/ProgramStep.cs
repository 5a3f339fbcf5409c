using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs.Expressions;

namespace MicroCare.Core.Programs;

/// <summary>One micro-intervention: when it comes, for whom, and what it says.</summary>
public sealed record ProgramStep
{
    /// <summary>Unique within its program, and kept from version to version.</summary>
    public required StepId Id { get; init; }

    /// <summary>On which days it comes.</summary>
    public required StepSchedule Schedule { get; init; }

    /// <summary>When in its day it comes.</summary>
    public StepTime At { get; init; }

    /// <summary>The arc it belongs to; null for an exercise of the library, or where the program has no arcs.</summary>
    public ProgramArc? Arc { get; init; }

    /// <summary>What it says; empty for a catch-up step.</summary>
    public required ImmutableArray<Instruction> Content { get; init; }

    /// <summary>What it says while symptoms rise; empty: the same.</summary>
    public ImmutableArray<Instruction> Gentler { get; init; } = [];

    /// <summary>Only then does it come; null: always.</summary>
    public Expression? When { get; init; }

    /// <summary>Why it comes, in words for the patient; null: the calendar is reason enough.</summary>
    public LocalizedText? Because { get; init; }

    /// <summary>The skill that it teaches.</summary>
    public string? Teaches { get; init; }

    /// <summary>Whether the skill is mastered, worked out at the step's end.</summary>
    public Expression? Mastered { get; init; }

    /// <summary>The skill that it practises; once that is mastered, the step is skipped.</summary>
    public string? Practises { get; init; }

    /// <summary>Skipped while symptoms fall.</summary>
    public bool Advance { get; init; }

    /// <summary>Comes again in a catch-up step when it was missed.</summary>
    public bool RepeatIfMissed { get; init; }

    /// <summary>Sends the oldest missed step in its own place.</summary>
    public bool CatchUp { get; init; }

    /// <summary>Where it stands in its file; for messages to the author.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>Its day on the program's main line, when nothing is late; 0 where it stands on none.</summary>
    public int Day => Schedule switch
    {
        StepSchedule.OnDay on => on.Day,
        StepSchedule.AfterPrevious after => after.Day,
        _ => 0,
    };

    /// <summary>Whether it asks anything in its first turn or later.</summary>
    public bool Asks => Content.Any(instruction => instruction is Instruction.Ask or Instruction.AskItem);

    /// <summary>The instructions of one of its parts.</summary>
    public ImmutableArray<Instruction> Part(StepPart part) => part == StepPart.Gentler ? Gentler : Content;
}

/// <summary>Which of a step's two contents.</summary>
public enum StepPart
{
    /// <summary>The usual one.</summary>
    Content,

    /// <summary>The gentler one.</summary>
    Gentler,
}

/// <summary>A part of the story: some weeks with a theme and an aim.</summary>
/// <param name="Id">Unique within its program.</param>
/// <param name="FirstWeek">The first week, from 1 up.</param>
/// <param name="LastWeek">The last week, inclusive.</param>
/// <param name="Theme">What it is about, as it ends the sentence "this part is about …".</param>
/// <param name="Aim">What it is to achieve, for clinicians.</param>
public sealed record ProgramArc(string Id, int FirstWeek, int LastWeek, LocalizedText? Theme, string Aim);

/// <summary>A place in a file, both from 1 up; 0 where it is not known.</summary>
public readonly record struct SourcePlace(int Line, int Column);
