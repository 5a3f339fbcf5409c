using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>A program may change under a patient in flight: at a step's border they come to the new version, or stay on theirs, as the new version says.</summary>
internal static class VersionRules
{
    private static readonly Duration OpenFor = Duration.FromHours(24);

    /// <summary>
    /// The version that holds now. The newest, unless the patient stays on theirs, or a step of theirs is under way (a question of the last day is open, or
    /// something of it is still to come); where the file of theirs is gone, the newest in any case.
    /// </summary>
    public static InterventionProgram EditionFor(JourneyState state, InterventionProgram newest, Instant now)
    {
        if (state.ProgramVersion == newest.Version || newest.Edition(state.ProgramVersion) is not { } own)
        {
            return newest;
        }

        var isUnderWay = !state.Waits.IsEmpty || state.Prompts.Any(prompt => prompt.IsOpen && now - prompt.SentAt < OpenFor);
        return newest.Migration.Moves && newest.Version > own.Version && !isUnderWay ? newest : own;
    }

    /// <summary>
    /// Moves the cursor to the same step in the version that holds now; where that step is gone, to the one that now stands in its place. Memories and scores
    /// are kept, but for memories whose type changed.
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
        var id = draft.State.NextStepId is { } old ? Renamed(draft.Program, old) : (StepId?)null;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Id == id)
            {
                next = i;
            }
        }

        draft.State = draft.State with
        {
            ProgramVersion = draft.Program.Version,
            NextStep = next,
            NextStepId = next < steps.Length ? steps[next].Id : null,
            Memories = draft.State.Memories.RemoveRange(draft.State.Memories.Where(memory => !Fits(draft.Program, memory.Key, memory.Value)).Select(memory => memory.Key)),
            Missed = [.. draft.State.Missed.Select(step => Renamed(draft.Program, step)).Where(step => draft.Program.Find(step) is not null)],
            Prompts = [.. draft.State.Prompts.Where(prompt => FollowUpRules.QuestionAt(draft.Program, prompt) is not null)],
            Waits = [.. draft.State.Waits.Where(wait => draft.Program.Find(wait.Place.Step)?.Part(wait.Place.Part).Length > wait.Place.At)],
        };
        draft.Note(n => new JourneyFact.ProgramMigrated(from, draft.Program.Version) { Sequence = n, At = draft.Now });
    }

    private static StepId Renamed(InterventionProgram program, StepId step) => program.Migration.Renamed.GetValueOrDefault(step, step);

    private static bool Fits(InterventionProgram program, string name, Memory memory) => program.Memories.TryGetValue(name, out var declared) && (memory, declared.Type) switch
    {
        (Memory.Number, MemoryType.Number) or (Memory.YesNo, MemoryType.YesNo) or (Memory.Time, MemoryType.Time) or (Memory.Words, MemoryType.Text) => true,
        (Memory.Choice choice, MemoryType.Choice) => declared.Options.ContainsKey(choice.Option),
        _ => false,
    };
}
