namespace MicroCare.Core.Journeys;

/// <summary>A program may change under a patient in flight.</summary>
internal static class VersionRules
{
    /// <summary>
    /// Moves the cursor to the same step in the version at hand; where that step is gone, to the one that now stands in its place.
    /// </summary>
    public static void Migrate(Draft draft)
    {
        var from = draft.State.ProgramVersion;
        if (from == draft.Program.Version)
        {
            return;
        }

        var steps = draft.Program.Steps;
        var next = Math.Min(draft.State.NextStep, steps.Length);
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Id == draft.State.NextStepId)
            {
                next = i;
            }
        }

        draft.State = draft.State with
        {
            ProgramVersion = draft.Program.Version,
            NextStep = next,
            NextStepId = next < steps.Length ? steps[next].Id : null,
        };
        draft.Note(n => new JourneyFact.ProgramMigrated(from, draft.Program.Version) { Sequence = n, At = draft.Now });
    }
}
