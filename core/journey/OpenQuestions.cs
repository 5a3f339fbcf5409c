using MicroCare.Core.Programs;

namespace MicroCare.Core.Journeys;

/// <summary>What a patient has been asked and has not answered yet.</summary>
public static class OpenQuestions
{
    /// <summary>The open questions, the newest first; those that the patient's version of the program no longer asks are left out.</summary>
    /// <param name="state">Where the journey stands.</param>
    /// <param name="program">Its program, in the version of the state.</param>
    public static IEnumerable<(SentPrompt Prompt, Question Question)> NewestFirst(JourneyState state, InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(program);
        for (var i = state.Prompts.Length - 1; i >= 0; i--)
        {
            if (state.Prompts[i].IsOpen && FollowUpRules.QuestionAt(program, state.Prompts[i]) is { } question)
            {
                yield return (state.Prompts[i], question);
            }
        }
    }
}
