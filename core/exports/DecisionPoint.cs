using MicroCare.Core.Identity;

namespace MicroCare.Core.Exports;

/// <summary>
/// One row of a research export: what was decided for one person at one moment, and what came of it. No name, number, date or free
/// word is in it; days are counted from the person's first day in the program.
/// </summary>
/// <remarks>
/// The columns follow what micro-randomized trials report (Qian et al., arXiv 2107.03544): availability and its reason, the action, its
/// probability, the proximal outcome or why it is missing.
/// </remarks>
/// <param name="StudyDay">1 is the person's first day.</param>
/// <param name="Available">Whether a text could be sent at all.</param>
/// <param name="UnavailableReason">Why not; empty when available.</param>
/// <param name="Action"><c>send</c> or <c>none</c>.</param>
/// <param name="Probability">With which the action was drawn; 1 while nothing is randomized, null where nothing could be sent.</param>
/// <param name="Engagement">The person's engagement just before.</param>
/// <param name="Delivery"><c>delivered</c>, <c>failed</c>, <c>expired</c>, <c>unknown</c>; empty when nothing was sent.</param>
/// <param name="Asked">Whether the text asked something.</param>
/// <param name="Answered">The proximal outcome: whether an answer was understood; null when nothing was asked.</param>
/// <param name="AnswerType">The type of the answer; empty when there is none.</param>
/// <param name="AnswerCode">A number, yes/no or an option's id; <c>text</c> stands for free words; empty when there is none.</param>
/// <param name="LatencyMinutes">From the prompt to the answer, in whole minutes; null when there is none.</param>
public sealed record DecisionPoint(
    StudyId StudyId,
    string Program,
    int ProgramVersion,
    int StudyDay,
    int Sequence,
    StepId Step,
    bool Available,
    string UnavailableReason,
    string Action,
    double? Probability,
    string Engagement,
    string Delivery,
    bool Asked,
    bool? Answered,
    string AnswerType,
    string AnswerCode,
    int? LatencyMinutes);
