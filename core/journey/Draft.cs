using System.Collections.Immutable;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using MicroCare.Core.Triage;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>An outcome in the making: the rules of one step write into it, in turn. Lives within one call of <see cref="Journey.Step"/>.</summary>
internal sealed class Draft
{
    private static readonly Duration AnswerUseful = Duration.FromMinutes(15);

    private readonly ImmutableArray<JourneyFact>.Builder _facts = ImmutableArray.CreateBuilder<JourneyFact>();
    private readonly ImmutableArray<JourneyEffect>.Builder _effects = ImmutableArray.CreateBuilder<JourneyEffect>();
    private bool _cancelsPendingTexts;
    private bool _cancelsProgramTexts;
    private TriageNote? _triage;
    private Instant? _writtenAt;

    public Draft(JourneyState state, InterventionProgram program, ClinicPolicy clinic, Instant now)
    {
        State = state;
        Program = program;
        Clinic = clinic;
        Now = now;
    }

    public JourneyState State { get; set; }

    /// <summary>The version of the program that holds for the patient from now on.</summary>
    public InterventionProgram Program { get; }

    /// <summary>What the patient's clinic has decided on.</summary>
    public ClinicPolicy Clinic { get; }

    public Instant Now { get; }

    /// <summary>What the text of this step was classed as; null where the step is about no text of the patient's.</summary>
    public TriageVerdict? Verdict { get; private set; }

    public DateTimeZone Zone => LocalClock.Zone(State.Zone);

    public LocalDate Today => LocalClock.DateOf(Now, Zone);

    /// <summary>Whether a text that nobody asked for may go out now.</summary>
    public bool MayText => MayTextAt(State, Now);

    /// <summary>Until when a text that nobody asked for is useful: for that long, but not into the quiet hours.</summary>
    public Instant UsefulFor(Duration duration) => Instant.Min(Now + duration, TextingHours.For(State.UsState).CloseOf(Today, Zone));

    /// <summary>Whether a text that nobody asked for may go out to that patient at that moment.</summary>
    public static bool MayTextAt(JourneyState state, Instant now) => TextingHours.For(state.UsState).Allow(now, LocalClock.Zone(state.Zone));

    /// <summary>Takes the text that this step is about, and its class; the first fact with its words tells of it.</summary>
    public void Read(TriageVerdict verdict, Instant writtenAt)
    {
        Verdict = verdict;
        _writtenAt = writtenAt;
        _triage = new TriageNote(verdict.Class, verdict.Score, verdict.Reasons);
    }

    /// <summary>Writes a fact; the function is given its number.</summary>
    public void Note(Func<int, JourneyFact> fact)
    {
        var noted = fact(NextNumber());
        if (_triage is not null && noted.Words is not null)
        {
            noted = noted with { Triage = _triage };
            _triage = null;
        }

        _facts.Add(noted);
    }

    /// <summary>Asks for a text; its key is returned for the fact that tells of it.</summary>
    public EffectKey Send(TextPurpose purpose, LocalizedText text, Instant notAfter) => Send(purpose, Recall.Fill(text, this), notAfter);

    /// <summary>Asks for a text whose words are complete but for <c>{name}</c> and <c>{clinic}</c>.</summary>
    /// <exception cref="InvalidOperationException">Program content to somebody who has not said yes: a bug of the rules.</exception>
    public EffectKey Send(TextPurpose purpose, string body, Instant notAfter)
    {
        if (purpose is TextPurpose.Prompt or TextPurpose.CheckIn or TextPurpose.Closing && (State.ConsentGivenAt is null || State.Phase != JourneyPhase.Running || State.IsHeld))
        {
            throw new InvalidOperationException($"A {purpose} text may not go out: the journey is {State.Phase}, held {State.IsHeld}.");
        }

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
        // Long after the text that it answers it is a text like any other: it must not slip into the quiet hours.
        var key = Send(purpose, body, Now - _writtenAt <= AnswerUseful ? Now + AnswerUseful : UsefulFor(AnswerUseful));
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

    /// <summary>Nothing decided earlier goes out any more.</summary>
    public void CancelPendingTexts() => _cancelsPendingTexts = true;

    /// <summary>Nothing of the program that was decided earlier goes out any more.</summary>
    public void CancelProgramTexts() => _cancelsProgramTexts = true;

    public Outcome Finish() => new(
        State with { NextWake = WakeTimes.Next(State, Program, Now) }, _facts.DrainToImmutable(), _effects.DrainToImmutable(), _cancelsPendingTexts, _cancelsProgramTexts);

    private int NextNumber()
    {
        State = State with { Sequence = State.Sequence + 1 };
        return State.Sequence;
    }
}
