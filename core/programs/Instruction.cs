using MicroCare.Core.Identity;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs.Expressions;
using NodaTime;

namespace MicroCare.Core.Programs;

/// <summary>
/// One move of a step's micro-dialog. A dialog is a list of them, carried out from the first on; the place in the list is what is kept of a dialog that waits.
/// </summary>
public abstract record Instruction
{
    private Instruction()
    {
    }

    /// <summary>Where it stands in its file; for messages to the author. Not compared: it is no part of what the instruction does.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>Whether it is of the same kind; each kind compares what it says itself.</summary>
    public virtual bool Equals(Instruction? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc />
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Send a text.</summary>
    public sealed record Say(LocalizedText Text) : Instruction;

    /// <summary>Ask, and wait for the answer; it goes on with the next instruction.</summary>
    public sealed record Ask(Question Question) : Instruction;

    /// <summary>Go on at <paramref name="Target"/> unless the condition holds.</summary>
    public sealed record Unless(Expression Condition, int Target) : Instruction;

    /// <summary>Go on at <paramref name="Target"/>.</summary>
    public sealed record Jump(int Target) : Instruction;

    /// <summary>Remember a value.</summary>
    public sealed record Set(string Memory, Expression Value) : Instruction;

    /// <summary>Begin to count a repetition.</summary>
    public sealed record CountFromZero(int Counter) : Instruction;

    /// <summary>Count; go on at <paramref name="Target"/> for as long as it was fewer than <paramref name="Times"/>.</summary>
    public sealed record CountUpTo(int Counter, int Times, int Target) : Instruction;

    /// <summary>Wait.</summary>
    public sealed record Wait(WaitRule Rule) : Instruction;

    /// <summary>Go on with another step's content.</summary>
    public sealed record Go(StepId Step) : Instruction;

    /// <summary>The goal in that memory is set.</summary>
    public sealed record SetGoal(string Memory) : Instruction;

    /// <summary>It is known whether the goal was reached: the memory <paramref name="Reached"/> says so.</summary>
    public sealed record ReviewGoal(string Memory, string Reached) : Instruction;

    /// <summary>Begin an instrument: earlier answers to its items no longer count.</summary>
    /// <param name="Instrument">The instrument.</param>
    /// <param name="KeepsShared">Answers to the items that it shares with the instrument just before count.</param>
    public sealed record BeginInstrument(Instrument Instrument, bool KeepsShared) : Instruction;

    /// <summary>Ask one item, unless it is answered already.</summary>
    public sealed record AskItem(Instrument Instrument, int Item, Question Question) : Instruction;

    /// <summary>Every item is answered: the score.</summary>
    public sealed record Score(Instrument Instrument) : Instruction;

    /// <summary>The instrument was left undone; it has no score.</summary>
    public sealed record AbandonInstrument(Instrument Instrument) : Instruction;

    /// <summary>The step is over.</summary>
    public sealed record EndStep : Instruction;

    /// <summary>The program is over: the closing text comes.</summary>
    public sealed record EndProgram : Instruction;
}

/// <summary>A question.</summary>
/// <param name="Text">What is asked.</param>
/// <param name="Format">What counts as an answer.</param>
/// <param name="Unclear">Sent once when the answer is unclear; null when every answer is understood.</param>
/// <param name="Memory">Keeps the answer; null: nothing does.</param>
/// <param name="RemindAfter">Ask once more when nothing came for so long; null: never.</param>
/// <param name="GiveUpAfter">Wait no longer than that; null: for as long as newer questions leave room.</param>
/// <param name="Silence">Where the dialog goes on when the wait is given up; null: the step is over then.</param>
public sealed record Question(
    LocalizedText Text, AnswerFormat Format, LocalizedText? Unclear, string? Memory = null, Duration? RemindAfter = null, Duration? GiveUpAfter = null,
    int? Silence = null);

/// <summary>Until when a dialog waits.</summary>
public abstract record WaitRule
{
    private WaitRule()
    {
    }

    /// <summary>For so long.</summary>
    public sealed record For(Duration Duration) : WaitRule;

    /// <summary>So many of the patient's days, until the start of their preferred window.</summary>
    public sealed record Days(int Count) : WaitRule;

    /// <summary>Until the next such weekday, at the start of the patient's preferred window; never today.</summary>
    public sealed record UntilWeekday(IsoDayOfWeek Weekday) : WaitRule;

    /// <summary>Until the patient's preferred window next begins.</summary>
    public sealed record UntilWindow : WaitRule;
}
