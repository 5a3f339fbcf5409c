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
    }

    public JourneyState State { get; set; }

    /// <summary>The version of the program that holds for the patient from now on.</summary>
    public InterventionProgram Program { get; }

    public Instant Now { get; }

    public DateTimeZone Zone => LocalClock.Zone(State.Zone);

    public LocalDate Today => LocalClock.DateOf(Now, Zone);

    /// <summary>Whether a text that nobody asked for may go out now.</summary>
    public bool MayText => QuietHours.Allow(Now.InZone(Zone).TimeOfDay);

    /// <summary>Until when a text that nobody asked for is useful: for that long, but not into the quiet hours.</summary>
    public Instant UsefulFor(Duration duration) => Instant.Min(Now + duration, LocalClock.At(Today, QuietHours.Close, Zone));

    /// <summary>Writes a fact; the function is given its number.</summary>
    public void Note(Func<int, JourneyFact> fact) => _facts.Add(fact(NextNumber()));

    /// <summary>Asks for a text; its key is returned for the fact that tells of it.</summary>
    public EffectKey Send(TextPurpose purpose, LocalizedText text, Instant notAfter) => Send(purpose, Recall.Fill(text, this), notAfter);

    /// <summary>Asks for a text whose words are complete but for <c>{name}</c> and <c>{clinic}</c>.</summary>
    public EffectKey Send(TextPurpose purpose, string body, Instant notAfter)
    {
        var key = EffectKey.Of(State.Patient, NextNumber());
        _effects.Add(new JourneyEffect.SendText(purpose, new PatientText(body), notAfter) { Key = key });
        return key;
    }

    /// <summary>Whether an answer to a text that the patient wrote then may go out now.</summary>
    public bool MayAnswer(Instant writtenAt) => MayText || Now - writtenAt <= AnswerUseful;

    /// <summary>
    /// Answers a text of the patient's, at any hour; but an answer that comes late, because we were down, keeps to the quiet hours.
    /// </summary>
    public void Answer(TextPurpose purpose, LocalizedText text, Instant writtenAt)
    {
        if (MayAnswer(writtenAt))
        {
            Answer(purpose, Recall.Fill(text, this));
        }
    }

    /// <summary>Answers a text of the patient's with words that are complete but for <c>{name}</c> and <c>{clinic}</c>.</summary>
    public EffectKey Answer(TextPurpose purpose, string body)
    {
        var key = Send(purpose, body, Now + AnswerUseful);
        Note(n => new JourneyFact.AnswerSent(key, purpose) { Sequence = n, At = Now });
        return key;
    }

    /// <summary>A text goes out that no text of the patient's asked for: the next one keeps its distance.</summary>
    public void KeepDistance() => State = State with { LastTextAt = Now };

    /// <summary>A step begins: caps count it, and the next text keeps its distance.</summary>
    public void CountStep() => State = State with
    {
        LastTextAt = Now,
        RecentTexts = State.RecentTexts.RemoveAll(at => Now - at >= Duration.FromDays(7)).Add(Now),
    };

    /// <summary>What was decided so far, to come back to when the program turns out to be wrong.</summary>
    public (JourneyState State, int Facts, int Effects) Mark() => (State, _facts.Count, _effects.Count);

    /// <summary>Takes back what was decided since.</summary>
    public void Return((JourneyState State, int Facts, int Effects) mark)
    {
        _facts.Count = mark.Facts;
        _effects.Count = mark.Effects;
        State = mark.State;
    }

    /// <summary>Adds an effect.</summary>
    public void Ask(Func<EffectKey, JourneyEffect> effect) => _effects.Add(effect(EffectKey.Of(State.Patient, NextNumber())));

    /// <summary>
    /// Asks the clinic to look at what the patient told, whatever else it was asked to look at; the task stays open until somebody did.
    /// </summary>
    public void OpenUrgentTask(TaskReason reason)
    {
        var key = EffectKey.Of(State.Patient, NextNumber());
        _effects.Add(new JourneyEffect.OpenTask(State.Clinic, State.Patient, reason) { Key = key });
        Note(n => new JourneyFact.TaskOpened(key, reason) { Sequence = n, At = Now });
    }

    /// <summary>Asks the clinic to look at the patient; one task of silence at a time.</summary>
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
