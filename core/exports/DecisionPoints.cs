using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Replies;

namespace MicroCare.Core.Exports;

/// <summary>Reads the decision points of one person out of their facts.</summary>
public static class DecisionPoints
{
    /// <summary>The rows, in the order in which they were decided; numbered from 1 up.</summary>
    /// <param name="study">The person, as research data name them.</param>
    /// <param name="facts">All facts of the person, in order.</param>
    public static IReadOnlyList<DecisionPoint> Of(StudyId study, IReadOnlyList<JourneyFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var deliveries = new Dictionary<EffectKey, string>();
        var answers = new Dictionary<EffectKey, JourneyFact.AnswerUnderstood>();
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case JourneyFact.TextDelivered delivered:
                    deliveries[delivered.Text] = "delivered";
                    break;
                case JourneyFact.TextFailed failed:
                    if (deliveries.GetValueOrDefault(failed.Text) != "delivered")
                    {
                        deliveries[failed.Text] = "failed"; // Also where it had been given up as too late: then it was sent after all.
                    }

                    break;
                case JourneyFact.TextExpired expired:
                    deliveries.TryAdd(expired.Text, "expired");
                    break;
                case JourneyFact.AnswerUnderstood understood:
                    answers.TryAdd(understood.Text, understood);
                    break;
            }
        }

        var rows = new List<DecisionPoint>();
        var (program, version) = ("", 0);
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case JourneyFact.Enrolled enrolled:
                    (program, version) = (enrolled.Program.Value, enrolled.ProgramVersion);
                    break;
                case JourneyFact.ProgramMigrated migrated:
                    version = migrated.To;
                    break;
                case JourneyFact.PromptSent sent:
                    rows.Add(Sent(sent, answers.GetValueOrDefault(sent.Text), deliveries.GetValueOrDefault(sent.Text, "unknown")));
                    break;
                case JourneyFact.PromptSkipped skipped:
                    rows.Add(Skipped(skipped));
                    break;
            }
        }

        return rows;

        DecisionPoint Sent(JourneyFact.PromptSent sent, JourneyFact.AnswerUnderstood? answer, string delivery) => new(
            study, program, version, sent.StudyDay, rows.Count + 1, sent.Step, Available: true, "", "send", 1.0, Word(sent.Engagement), delivery,
            sent.Asks, sent.Asks ? answer is not null : null, TypeOf(answer?.Answer), answer?.Answer.Code ?? "", answer?.LatencySeconds / 60);

        DecisionPoint Skipped(JourneyFact.PromptSkipped skipped) => new(
            study, program, version, skipped.StudyDay, rows.Count + 1, skipped.Step, Available: false, Word(skipped.Reason), "none", null,
            Word(skipped.Engagement), "", Asked: false, null, "", "", null);
    }

    private static string TypeOf(Answer? answer) => answer switch
    {
        null => "",
        Answer.Number => "number",
        Answer.YesNo => "yesno",
        Answer.Choice => "choice",
        Answer.Time => "time",
        Answer.FreeText => "text",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), "Unknown answer type."),
    };

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
