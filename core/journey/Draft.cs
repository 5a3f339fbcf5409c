using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>An outcome in the making: the rules of one step write into it, in turn. Lives within one call of <see cref="Journey.Step"/>.</summary>
internal sealed class Draft
{
    private static readonly Duration AnswerUseful = Duration.FromMinutes(15);

    private readonly ImmutableArray<JourneyFact>.Builder _facts = ImmutableArray.CreateBuilder<JourneyFact>();
    private readonly ImmutableArray<JourneyEffect>.Builder _effects = ImmutableArray.CreateBuilder<JourneyEffect>();
    private bool _cancelsPendingTexts;

    public Draft(JourneyState state, InterventionProgram program, Instant now)
    {
        State = state;
        Program = program;
        Now = now;
        Zone = LocalClock.Zone(state.Zone);
    }

    public JourneyState State { get; set; }

    public InterventionProgram Program { get; }

    public Instant Now { get; }

    public DateTimeZone Zone { get; }

    public LocalDate Today => LocalClock.DateOf(Now, Zone);

    /// <summary>Whether a text that nobody asked for may go out now.</summary>
    public bool MayText => QuietHours.Allow(Now.InZone(Zone).TimeOfDay);

    /// <summary>Until when a text that nobody asked for is useful: for that long, but not into the quiet hours.</summary>
    public Instant UsefulFor(Duration duration) => Instant.Min(Now + duration, LocalClock.At(Today, QuietHours.Close, Zone));

    /// <summary>Writes a fact; the function is given its number.</summary>
    public void Note(Func<int, JourneyFact> fact) => _facts.Add(fact(NextNumber()));

    /// <summary>Asks for a text; its key is returned for the fact that tells of it.</summary>
    public EffectKey Send(TextPurpose purpose, LocalizedText text, Instant notAfter)
    {
        var key = EffectKey.Of(State.Patient, NextNumber());
        _effects.Add(new JourneyEffect.SendText(purpose, new PatientText(text.In(State.Language)), notAfter) { Key = key });
        return key;
    }

    /// <summary>
    /// Answers a text of the patient's, at any hour; but an answer that comes late, because we were down, keeps to the quiet hours.
    /// </summary>
    public void Answer(TextPurpose purpose, LocalizedText text, Instant writtenAt)
    {
        if (MayText || Now - writtenAt <= AnswerUseful)
        {
            var key = Send(purpose, text, Now + AnswerUseful);
            Note(n => new JourneyFact.AnswerSent(key, purpose) { Sequence = n, At = Now });
        }
    }

    /// <summary>Asks the clinic to look at the patient; one task at a time.</summary>
    public void OpenTask(TaskReason reason)
    {
        if (State.OpenTask is not null)
        {
            return;
        }

        var key = EffectKey.Of(State.Patient, NextNumber());
        _effects.Add(new JourneyEffect.OpenTask(State.Clinic, State.Patient, reason) { Key = key });
        State = State with { OpenTask = key };
        Note(n => new JourneyFact.TaskOpened(key, reason) { Sequence = n, At = Now });
    }

    /// <summary>Takes the open task back, if there is one.</summary>
    public void CloseTask()
    {
        if (State.OpenTask is not { } task)
        {
            return;
        }

        _effects.Add(new JourneyEffect.CloseTask(State.Clinic, task) { Key = EffectKey.Of(State.Patient, NextNumber()) });
        State = State with { OpenTask = null };
        Note(n => new JourneyFact.TaskClosed(task) { Sequence = n, At = Now });
    }

    /// <summary>Nothing decided earlier goes out any more.</summary>
    public void CancelPendingTexts() => _cancelsPendingTexts = true;

    public Outcome Finish() => new(
        State with { NextWake = WakeTimes.Next(State, Program, Now) }, _facts.DrainToImmutable(), _effects.DrainToImmutable(), _cancelsPendingTexts);

    private int NextNumber()
    {
        State = State with { Sequence = State.Sequence + 1 };
        return State.Sequence;
    }
}
