using System.Collections.Immutable;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Local.Programs;

/// <summary>
/// Plays one patient's journey through a program, in memory and in virtual time: the rulebook is the real one, the patient is a persona. The same program, persona
/// and settings always lead to the same conversation.
/// </summary>
public sealed class Rehearsal
{
    private const int MostInputs = 50_000;
    private static readonly ClinicPolicy Clinic = ClinicPolicy.Standard(new ClinicId("riverside"), "Riverside Clinic");
    private static readonly LocalTime EnrolledAt = new(10, 0);
    private static readonly PatientId Patient = new("p1");

    private readonly InterventionProgram _program;
    private readonly RehearsalSettings _settings;
    private readonly RehearsedPersona _persona;
    private readonly DateTimeZone _zone;
    private readonly string _language;
    private readonly FactNotes _notes;
    private readonly PersonaPlans _plans;
    private readonly ImmutableArray<RehearsalLine>.Builder _lines = ImmutableArray.CreateBuilder<RehearsalLine>();
    private readonly ImmutableArray<JourneyFact>.Builder _facts = ImmutableArray.CreateBuilder<JourneyFact>();
    private readonly HashSet<StepId> _decided = [];
    private JourneyState _state = null!;
    private int _inputs;

    private Rehearsal(InterventionProgram program, RehearsedPersona persona, RehearsalSettings settings)
    {
        _program = program;
        _persona = persona;
        _settings = settings;
        _zone = LocalClock.Zone(settings.Zone);
        _language = program.Languages.Contains(persona.Language) ? persona.Language : program.Languages[0];
        _notes = new FactNotes(program, _zone);
        _plans = new PersonaPlans(program, persona, settings, _language);
    }

    /// <summary>Plays the journey to its end.</summary>
    /// <exception cref="InvalidOperationException">The journey does not end: a defect of the rulebook, which a program must not be able to cause.</exception>
    public static RehearsedJourney Play(InterventionProgram program, RehearsedPersona persona, RehearsalSettings settings)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(persona);
        ArgumentNullException.ThrowIfNull(settings);
        return new Rehearsal(program, persona, settings).Play();
    }

    private RehearsedJourney Play()
    {
        var now = LocalClock.At(_settings.Start, EnrolledAt, _zone);
        var anchors = _program.Recurring.Select(step => step.Schedule).OfType<StepSchedule.Anchored>().Select(anchored => anchored.Anchor).ToHashSet();
        var enrolled = new JourneyInput.Enrolled(
            Patient, Clinic.Id, _program.Id, _settings.Zone, _language, _persona.Window, "rehearsal", _persona.Level is { } level ? new ReadingWish(level) : null,
            anchors.Contains(ScheduleAnchor.Discharge) ? _settings.Start.PlusDays(PersonaPlans.DischargeAfter) : null,
            anchors.Contains(ScheduleAnchor.Appointment) ? _plans.NextAppointment(now) : null)
        {
            Id = NextId(),
        };
        Take(Journey.Begin(enrolled, _program, Clinic, now), now);
        var last = now + Duration.FromDays((_program.Days * 2) + 400);
        while (_state.Phase is JourneyPhase.AwaitingConsent or JourneyPhase.Running)
        {
            var planned = _plans.NextAt;
            if ((planned ?? _state.NextWake) is null || _inputs > MostInputs || now > last)
            {
                throw new InvalidOperationException(
                    $"The journey of '{_persona.Name}' through {_program.Id} does not end: on {now.InZone(_zone).Date:yyyy-MM-dd} it is {_state.Phase} at {_state.NextStepId?.Value ?? "the closing text"}.");
            }

            if (planned is { } at && (_state.NextWake is not { } wake || at <= wake))
            {
                now = Instant.Max(now, at);
                Do(_plans.Take(_state, now), now);
            }
            else
            {
                now = Instant.Max(now, _state.NextWake!.Value);
                Step(new JourneyInput.ClockReached { Id = NextId() }, now);
            }
        }

        return new RehearsedJourney(_program, _persona, _settings, _language, _lines.ToImmutable(), _facts.ToImmutable(), _state);
    }

    private void Do(PlannedAct? act, Instant now)
    {
        switch (act)
        {
            case PlannedAct.Write write:
                Line(now, Speaker.Patient, write.Words);
                var outcome = Step(new JourneyInput.ReplyReceived(new PatientText(write.Words), now) { Id = NextId() }, now);
                if (write.Meant is { } meant && outcome.Facts.OfType<JourneyFact.AnswerUnderstood>().FirstOrDefault(fact => fact.Text != meant) is { } other)
                {
                    Line(now, Speaker.Note, $"MISTAKEN: it was meant for an earlier question, and was taken as the answer to {other.Step}", other.Step);
                }

                _plans.Wrote(write, _state, now);
                break;
            case PlannedAct.Appoint appoint:
                Step(new JourneyInput.AnchorMoved(ScheduleAnchor.Appointment, appoint.Date) { Id = NextId() }, now);
                break;
        }
    }

    private Outcome Step(JourneyInput input, Instant now)
    {
        var outcome = Journey.Step(_state, input, _program, Clinic, now);
        Take(outcome, now);
        return outcome;
    }

    private void Take(Outcome outcome, Instant now)
    {
        _state = outcome.State;
        _facts.AddRange(outcome.Facts);
        var steps = outcome.Facts.Select(StepOf).Where(one => one.Text is not null).ToDictionary(one => one.Text!.Value, one => one.Step);

        // Facts and effects share their numbers: together they tell what came after what. A note about a text stands before it.
        var lines = outcome.Facts.Select(fact => (Number: StepOf(fact).Text is { } text ? NumberOf(text) - 0.5 : fact.Sequence, Line: NoteOf(fact, now)))
            .Concat(outcome.Effects.OfType<JourneyEffect.SendText>().Select(text => (Number: (double)NumberOf(text.Key), Line: (RehearsalLine?)TextOf(text, steps, now))));
        foreach (var line in lines.OrderBy(one => one.Number).Select(one => one.Line))
        {
            if (line is not null)
            {
                _lines.Add(line);
            }
        }

        _plans.Follow(outcome, now);
    }

    private RehearsalLine? NoteOf(JourneyFact fact, Instant now)
    {
        var note = _notes.Of(fact);
        if (fact is JourneyFact.PromptSent sent && _program.Find(sent.Step) is { } step)
        {
            note = !_decided.Add(sent.Step) && step.Day > 0 ? $"{sent.Step} once more, as it was missed"
                : _state.Course == SymptomCourse.Worse && !step.Gentler.IsEmpty ? $"{sent.Step} in its gentler form, as symptoms rise"
                : null;
        }
        else if (fact is JourneyFact.PromptSkipped skipped)
        {
            _decided.Add(skipped.Step);
        }

        return note is null ? null : new RehearsalLine(now, Local(now), Speaker.Note, note, StepOf(fact).Step);
    }

    private RehearsalLine TextOf(JourneyEffect.SendText text, Dictionary<EffectKey, StepId?> steps, Instant now) => new(
        now, Local(now), Speaker.Program, TextTemplate.Fill(text.Body!.Words, _persona.FirstName, Clinic.Name), steps.GetValueOrDefault(text.Key), text.Purpose);

    private static (EffectKey? Text, StepId? Step) StepOf(JourneyFact fact) => fact switch
    {
        JourneyFact.PromptSent sent => (sent.Text, sent.Step),
        JourneyFact.StepTextSent sent => (sent.Text, sent.Step),
        JourneyFact.ReminderSent sent => (sent.Text, sent.Step),
        JourneyFact.CheckInSent sent => (sent.Text, null),
        JourneyFact.PromptSkipped skipped => (null, skipped.Step),
        JourneyFact.StepFaulted faulted => (null, faulted.Step),
        _ => (null, null),
    };

    private void Line(Instant now, Speaker speaker, string text, StepId? step = null) => _lines.Add(new RehearsalLine(now, Local(now), speaker, text, step));

    private LocalDateTime Local(Instant now) => now.InZone(_zone).LocalDateTime;

    private static int NumberOf(EffectKey key) => key.TryRead(out _, out var sequence) ? sequence : 0;

    private InputId NextId() => new($"rehearsal-{++_inputs}");
}
