using System.Collections.Immutable;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Programs;

/// <summary>
/// An intervention program: a story in small steps over some days. Steps stand in the order in which they are lived; no step's day is
/// earlier than its predecessor's. Made by <see cref="ProgramReader"/>, which refuses what would not hold this.
/// </summary>
/// <param name="Days">How many days it runs; the closing text follows on the day after the last one.</param>
public sealed record InterventionProgram(
    ProgramId Id,
    int Version,
    int Days,
    LocalizedText Title,
    ImmutableArray<string> Languages,
    ImmutableArray<ProgramStep> Steps,
    ProgramMessages Messages)
{
    /// <summary>How far apart the steps that ask something stand on average; how often a patient who answers everything would write.</summary>
    public Duration AskSpacing { get; } =
        Duration.FromDays((double)Days / Math.Max(1, Steps.Count(step => step.Answer is not null)));

    /// <summary>The step of that id, or null when this version no longer has it.</summary>
    public ProgramStep? Find(StepId id) => Steps.FirstOrDefault(step => step.Id == id);
}

/// <summary>One micro-intervention: a text on a day of the program, with or without a question.</summary>
/// <param name="Day">1 is the first day of the program.</param>
/// <param name="At">A local time of day; null means the start of the patient's preferred window.</param>
/// <param name="Answer">What is asked; null when nothing is.</param>
/// <param name="Thanks">Sent at once when the answer is understood; null when nothing is asked.</param>
/// <param name="Unclear">Sent once when it is not; null when every answer is understood.</param>
public sealed record ProgramStep(
    StepId Id, int Day, LocalTime? At, LocalizedText Text, AnswerFormat? Answer, LocalizedText? Thanks, LocalizedText? Unclear);

/// <summary>The texts around the steps.</summary>
/// <param name="Consent">The first text: who we are, what comes, how to say yes, no and stop.</param>
/// <param name="ConsentAgain">The one reminder when it was not answered.</param>
/// <param name="ConsentUnclear">Asks once more when the answer was neither yes nor no.</param>
/// <param name="Declined">After a no.</param>
/// <param name="Started">After a yes.</param>
/// <param name="WelcomeBack">After START.</param>
/// <param name="Stopped">The one confirmation after STOP.</param>
/// <param name="Help">After HELP.</param>
/// <param name="CheckIn">The one gentle text after silence.</param>
/// <param name="Unmatched">When somebody writes and nothing was asked.</param>
/// <param name="Closing">The program's last text.</param>
public sealed record ProgramMessages(
    LocalizedText Consent,
    LocalizedText ConsentAgain,
    LocalizedText ConsentUnclear,
    LocalizedText Declined,
    LocalizedText Started,
    LocalizedText WelcomeBack,
    LocalizedText Stopped,
    LocalizedText Help,
    LocalizedText CheckIn,
    LocalizedText Unmatched,
    LocalizedText Closing);
