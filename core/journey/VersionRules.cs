using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>A program may change under a patient in flight: at a step's border they come to the new version, or stay on theirs, as the new version says.</summary>
internal static class VersionRules
{
    private static readonly Duration OpenFor = Duration.FromHours(24);

    /// <summary>
    /// The version that holds now. The newest, unless the patient stays on theirs (the newest says so, or lacks their language), or a step of theirs is under way
    /// (a question of the last day is open, or something of it is still to come); where the file of theirs is gone, the newest in any case.
    /// </summary>
    public static InterventionProgram EditionFor(JourneyState state, InterventionProgram newest, Instant now)
    {
        if (state.ProgramVersion == newest.Version || newest.Edition(state.ProgramVersion) is not { } own)
        {
            return newest;
        }

        var isUnderWay = !state.Waits.IsEmpty || state.Prompts.Any(prompt => prompt.IsOpen && now - prompt.SentAt < OpenFor);
        var moves = newest.Migration.Moves && newest.Version > own.Version && newest.Languages.Contains(state.Language, StringComparer.Ordinal);
        return moves && !isUnderWay ? newest : own;
    }

    /// <summary>
    /// Moves the cursor to the same step in the version that holds now; where that step is gone, to the next one that is left, and before the first day to the
    /// first one. Memories and scores are kept, but for memories whose type changed.
    /// </summary>
    /// <param name="draft">The outcome in the making.</param>
    /// <param name="own">The version that the patient was in; null where its file is gone.</param>
    public static void Migrate(Draft draft, InterventionProgram? own)
    {
        var from = draft.State.ProgramVersion;
        if (from == draft.Program.Version)
        {
            return;
        }

        if (!draft.Program.Languages.Contains(draft.State.Language, StringComparer.Ordinal))
        {
            draft.State = draft.State with { Language = draft.Program.Languages[0] };
            draft.Note(n => new JourneyFact.ProfileChanged("language") { Sequence = n, At = draft.Now });
        }

        var steps = draft.Program.Steps;
        var next = draft.State.DayOne is null ? 0 : Successor(draft.State, own, draft.Program);
        draft.State = draft.State with
        {
            ProgramVersion = draft.Program.Version,
            NextStep = next,
            NextStepId = next < steps.Length ? steps[next].Id : null,
            Memories = draft.State.Memories.RemoveRange(draft.State.Memories.Where(memory => !Fits(draft.Program, memory.Key, memory.Value)).Select(memory => memory.Key)),
            Recurrences = draft.State.Recurrences.Aggregate(
                draft.State.Recurrences.Clear(), (marks, mark) => marks.SetItem(Renamed(draft.Program, new StepId(mark.Key)).Value, mark.Value)),
            Missed = [.. draft.State.Missed.Select(step => Renamed(draft.Program, step)).Where(step => draft.Program.Find(step) is not null)],
            Prompts = [.. draft.State.Prompts.Where(prompt => IsStillAsked(draft.Program, own, prompt))],
            Waits = [.. draft.State.Waits.Where(wait => draft.Program.Find(wait.Place.Step)?.Part(wait.Place.Part).Length > wait.Place.At)],
        };
        draft.Note(n => new JourneyFact.ProgramMigrated(from, draft.Program.Version) { Sequence = n, At = draft.Now });
    }

    /// <summary>
    /// Where the cursor stands in the new version: at the same step; where that is gone, at the next old one that is still there; else behind the last one that is.
    /// Where the old version cannot be looked at, at the same place in the list.
    /// </summary>
    private static int Successor(JourneyState state, InterventionProgram? own, InterventionProgram program)
    {
        if (state.NextStepId is { } id && IndexOf(id) is { } same)
        {
            return same;
        }

        if (own is null)
        {
            return Math.Min(state.NextStep, program.Steps.Length);
        }

        for (var ahead = state.NextStep; ahead < own.Steps.Length; ahead++)
        {
            if (IndexOf(own.Steps[ahead].Id) is { } following)
            {
                return following;
            }
        }

        for (var behind = Math.Min(state.NextStep, own.Steps.Length) - 1; behind >= 0; behind--)
        {
            if (IndexOf(own.Steps[behind].Id) is { } before)
            {
                return before + 1;
            }
        }

        return Math.Min(state.NextStep, program.Steps.Length);

        int? IndexOf(StepId old)
        {
            var renamed = Renamed(program, old);
            for (var i = 0; i < program.Steps.Length; i++)
            {
                if (program.Steps[i].Id == renamed)
                {
                    return i;
                }
            }

            return null;
        }
    }

    private static StepId Renamed(InterventionProgram program, StepId step) => program.Migration.Renamed.GetValueOrDefault(step, step);

    /// <summary>
    /// Whether an answer to that text still means what it meant. Its place may now be another question's: where the old version can be looked at, both must ask
    /// alike, and an item of an instrument is never taken on trust.
    /// </summary>
    private static bool IsStillAsked(InterventionProgram program, InterventionProgram? own, SentPrompt prompt)
    {
        if (FollowUpRules.QuestionAt(program, prompt) is not { } now || prompt.Place is not { } place)
        {
            return false;
        }

        return own is null
            ? program.Find(place.Step)?.Part(place.Part)[place.At] is Instruction.Ask
            : FollowUpRules.QuestionAt(own, prompt) is { } then && now.Memory == then.Memory && AsksAlike(now.Format, then.Format)
                && now.Text.Languages.Intersect(then.Text.Languages).All(language => now.Text.VariantsIn(language).SequenceEqual(then.Text.VariantsIn(language)));
    }

    private static bool AsksAlike(AnswerFormat one, AnswerFormat other) => (one, other) switch
    {
        (AnswerFormat.Choice choice, AnswerFormat.Choice before) => choice.Options.Select(option => option.Id).SequenceEqual(before.Options.Select(option => option.Id)),
        (AnswerFormat.Scale scale, AnswerFormat.Scale before) => scale.Points.Select(point => point.Value).SequenceEqual(before.Points.Select(point => point.Value)),
        _ => one == other,
    };

    private static bool Fits(InterventionProgram program, string name, Memory memory) => program.Memories.TryGetValue(name, out var declared) && (memory, declared.Type) switch
    {
        (Memory.Number, MemoryType.Number) or (Memory.YesNo, MemoryType.YesNo) or (Memory.Time, MemoryType.Time) or (Memory.Words, MemoryType.Text) => true,
        (Memory.Choice choice, MemoryType.Choice) => declared.Options.ContainsKey(choice.Option),
        _ => false,
    };
}
