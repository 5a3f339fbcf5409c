using System.Globalization;
using MicroCare.Core.Programs;

namespace MicroCare.Core.Journeys;

/// <summary>Why a text came, in words that its reader can read, and true. Holds nothing that the patient wrote.</summary>
internal static class Reasons
{
    /// <summary>Why a scheduled step came.</summary>
    public static string ForStep(Draft draft, ProgramStep step, bool caughtUp, StepPart part)
    {
        var messages = draft.Program.Messages;
        var reasons = new List<string>();
        if (step.Because is { } because)
        {
            reasons.Add(because.For(draft.State.Reader));
        }
        else if (!caughtUp)
        {
            reasons.Add(Say(step.Schedule switch
            {
                StepSchedule.Anchored => messages.WhyDate,
                StepSchedule.Every or StepSchedule.OnWeekdays => messages.WhyRegular,
                _ => messages.WhyDay,
            }));
        }

        if (caughtUp)
        {
            reasons.Add(Say(messages.WhyCatchUp));
        }
        else if (part == StepPart.Gentler)
        {
            reasons.Add(Say(messages.WhyGentler));
        }
        else if (draft.State.LeftOut is { } leftOut)
        {
            reasons.Add(Say(leftOut == SkipReason.Mastered ? messages.WhyMastered : messages.WhyAdvanced));
        }
        else if (step.Because is null && step.Arc?.Theme is { } theme)
        {
            reasons.Add(Say(messages.WhyTheme).Replace("{theme}", theme.For(draft.State.Reader), StringComparison.Ordinal));
        }

        if (draft.State.Level == ReadingLevel.Plain && draft.State.LevelFrom != LevelSource.Nobody)
        {
            reasons.Add(Say(draft.State.LevelFrom == LevelSource.Clinic ? messages.WhyPlainClinic : messages.WhyPlainScore));
        }

        return string.Join(' ', reasons);

        string Say(LocalizedText text) => Reasons.Say(draft, text);
    }

    /// <summary>Why an exercise came.</summary>
    public static string ForExercise(Draft draft, string keyword) =>
        Say(draft, draft.Program.Messages.WhyAsked).Replace("{keyword}", keyword, StringComparison.Ordinal);

    /// <summary>What WHY answers.</summary>
    public static string Last(Draft draft) => draft.State.LastWhy ?? Say(draft, draft.Program.Messages.WhyNothing);

    private static string Say(Draft draft, LocalizedText text) => text.For(draft.State.Reader)
        .Replace("{day}", Recall.DayOf(draft).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{title}", draft.Program.Title.For(draft.State.Reader), StringComparison.Ordinal);
}
