using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>A program step's text that went out and that a reply may belong to.</summary>
/// <param name="Step">The step.</param>
/// <param name="Key">The text's effect key.</param>
/// <param name="SentAt">When it was decided to go out.</param>
/// <param name="Asks">Whether it asked something.</param>
/// <param name="Reasked">Whether it was asked once more after an unclear answer.</param>
/// <param name="Answered">Whether nothing more is expected: answered, unclear twice, or given up.</param>
/// <param name="Place">Where its step goes on with the answer; null where it asked nothing.</param>
/// <param name="RemindAt">When it is asked once more; null: never, or not again.</param>
/// <param name="GiveUpAt">When it is no longer waited for; null: never.</param>
public sealed record SentPrompt(
    StepId Step, EffectKey Key, Instant SentAt, bool Asks, bool Reasked = false, bool Answered = false, DialogPlace? Place = null, Instant? RemindAt = null,
    Instant? GiveUpAt = null)
{
    /// <summary>Whether an answer is still waited for.</summary>
    [JsonIgnore]
    public bool IsOpen => Asks && !Answered;
}

/// <summary>A place in a step's dialog.</summary>
/// <param name="Step">The step whose content it is.</param>
/// <param name="Part">Which of its contents.</param>
/// <param name="At">The instruction, from 0 up.</param>
/// <param name="Counters">How often each repetition came round so far.</param>
public sealed record DialogPlace(StepId Step, StepPart Part, int At, ImmutableArray<int> Counters)
{
    /// <summary>The beginning of a step's content.</summary>
    public static DialogPlace BeginningOf(StepId step, StepPart part) => new(step, part, 0, []);
}

/// <summary>A step that goes on by itself.</summary>
/// <param name="Step">The step that was sent.</param>
/// <param name="Place">Where it goes on.</param>
/// <param name="DueAt">When.</param>
/// <param name="Latest">From when on it is no longer worth it.</param>
public sealed record WaitingStep(StepId Step, DialogPlace Place, Instant DueAt, Instant Latest);
