using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Local.Programs;

/// <summary>Something that the persona, or their clinic, does in a rehearsal.</summary>
internal abstract record PlannedAct
{
    private PlannedAct()
    {
    }

    /// <summary>The persona writes.</summary>
    /// <param name="Words">What.</param>
    /// <param name="Meant">The text that it answers; null where it answers none.</param>
    /// <param name="Attempt">The how-manieth answer it is, from 1 up.</param>
    public sealed record Write(string Words, EffectKey? Meant = null, int Attempt = 1) : PlannedAct;

    /// <summary>The persona answers a question, if it is still open then.</summary>
    public sealed record Answer(EffectKey Question, int Attempt) : PlannedAct;

    /// <summary>The clinic tells of the next appointment.</summary>
    public sealed record Appoint(LocalDate Date) : PlannedAct;
}

/// <summary>What a persona means to do, and when: made of what the program texts, carried out when its time comes.</summary>
internal sealed class PersonaPlans
{
    /// <summary>The discharge is so many days after the enrollment.</summary>
    public const int DischargeAfter = 3;

    private const int AppointmentEvery = 45;
    private const int MostAttempts = 2;
    private const double AnswersReminder = 0.7;
    private const double AnswersNextItem = 0.98;

    private readonly InterventionProgram _program;
    private readonly RehearsedPersona _persona;
    private readonly RehearsalSettings _settings;
    private readonly DateTimeZone _zone;
    private readonly PersonaVoice _voice;
    private readonly PriorityQueue<PlannedAct, (Instant At, int Order)> _acts = new();
    private readonly HashSet<EffectKey> _seen = [];
    private int _order;

    public PersonaPlans(InterventionProgram program, RehearsedPersona persona, RehearsalSettings settings, string language)
    {
        _program = program;
        _persona = persona;
        _settings = settings;
        _zone = LocalClock.Zone(settings.Zone);
        _voice = new PersonaVoice(program, persona, language);
    }

    /// <summary>When the next act is; null where none is planned.</summary>
    public Instant? NextAt => _acts.TryPeek(out _, out var priority) ? priority.At : null;

    /// <summary>The appointment that follows that moment; the one after it is planned as well.</summary>
    public LocalDate NextAppointment(Instant now)
    {
        var date = LocalClock.DateOf(now, _zone).PlusDays(AppointmentEvery);
        if (date < _settings.Start.PlusDays(_program.Days))
        {
            Plan(LocalClock.At(date.PlusDays(1), new LocalTime(10, 0), _zone), new PlannedAct.Appoint(date.PlusDays(1 + AppointmentEvery)));
        }

        return date;
    }

    /// <summary>Takes the next act; null where nothing is to be done after all.</summary>
    public PlannedAct? Take(JourneyState state, Instant now)
    {
        var act = _acts.Dequeue();
        if (act is PlannedAct.Appoint)
        {
            NextAppointment(now);
            return act;
        }

        if (_persona.SilentFrom is { } days && LocalClock.DateOf(now, _zone) >= _settings.Start.PlusDays(days))
        {
            return null;
        }

        return act is PlannedAct.Answer answer ? AnswerTo(answer, state, now) : act;
    }

    /// <summary>After a text of the persona's: a question that is still open is answered better.</summary>
    public void Wrote(PlannedAct.Write write, JourneyState state, Instant now)
    {
        if (write.Meant is { } question && write.Attempt < MostAttempts && OpenQuestions.NewestFirst(state, _program).Any(open => open.Prompt.Key == question))
        {
            Plan(now + Duration.FromMinutes(4), new PlannedAct.Answer(question, write.Attempt + 1));
        }
    }

    /// <summary>Plans what follows from what happened.</summary>
    public void Follow(Outcome outcome, Instant now)
    {
        foreach (var fact in outcome.Facts)
        {
            switch (fact)
            {
                case JourneyFact.ConsentAsked:
                    Plan(now + Delay("consent"), new PlannedAct.Write(_voice.Consent()));
                    break;
                case JourneyFact.ProgramStarted started:
                    PlanUnasked(started.DayOne);
                    break;
                case JourneyFact.CheckInSent:
                    Plan(now + Delay(fact.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)), new PlannedAct.Write(_voice.StillHere()));
                    break;
                case JourneyFact.ReminderSent reminder when Draws($"reminded/{reminder.Text}").Chance(AnswersReminder):
                    Plan(now + Delay(reminder.Text.Value), new PlannedAct.Answer(reminder.Of, Attempt: 1));
                    break;
                case JourneyFact.PromptSent when _persona.AsksWhy:
                    Plan(now + Duration.FromMinutes(2), new PlannedAct.Write("WHY"));
                    break;
            }
        }

        foreach (var (prompt, _) in OpenQuestions.NewestFirst(outcome.State, _program).Reverse())
        {
            // Who has begun a questionnaire mostly goes through it in one sitting.
            var goesOn = AskedBy(prompt) is Instruction.AskItem { Item: > 0 };
            if (_seen.Add(prompt.Key) && Draws($"answers/{prompt.Key}").Chance(goesOn ? Math.Max(_persona.Answering, AnswersNextItem) : _persona.Answering))
            {
                Plan(now + (goesOn ? Shortly(prompt.Key.Value) : Delay(prompt.Key.Value)), new PlannedAct.Answer(prompt.Key, Attempt: 1));
            }
        }
    }

    private PlannedAct.Write? AnswerTo(PlannedAct.Answer planned, JourneyState state, Instant now)
    {
        if (OpenQuestions.NewestFirst(state, _program).FirstOrDefault(open => open.Prompt.Key == planned.Question) is not { Prompt: { } prompt, Question: var question })
        {
            return null;
        }

        var draws = Draws($"words/{prompt.Key}/{planned.Attempt}");
        var missesThePoint = _persona.IsLoose && planned.Attempt == 1 && question.Format is not AnswerFormat.FreeText && draws.Chance(0.12);
        var part = Math.Clamp(Period.DaysBetween(_settings.Start, LocalClock.DateOf(now, _zone)) / (double)_program.Days, 0, 1);
        return new PlannedAct.Write(missesThePoint ? _voice.MissThePoint() : _voice.Answer(AskedBy(prompt), question, part, draws), prompt.Key, planned.Attempt);
    }

    private Instruction AskedBy(SentPrompt prompt) => _program.Find(prompt.Place!.Step)!.Part(prompt.Place.Part)[prompt.Place.At];

    private void PlanUnasked(LocalDate dayOne)
    {
        for (var i = 0; i < _persona.Unasked.Length; i++)
        {
            var text = _persona.Unasked[i];
            var date = dayOne.PlusDays((int)(text.Part * _program.Days) + text.DaysLater);
            if ((text.Words ?? _voice.LibraryWord(i)) is { } words)
            {
                Plan(LocalClock.At(date, new LocalTime(15, 0), _zone) + Delay($"unasked/{i}"), new PlannedAct.Write(words));
            }
        }
    }

    private Duration Delay(string what)
    {
        var draws = Draws($"delay/{what}");
        return Duration.FromSeconds(60 * draws.Between(_persona.Minutes.Least, _persona.Minutes.Most) + draws.Between(0, 59));
    }

    private Duration Shortly(string what) => Duration.FromSeconds(Draws($"shortly/{what}").Between(20, 150));

    private SeededDraws Draws(string what) => new($"{_settings.Seed}/{_program.Id}/{_persona.Name}/{what}");

    private void Plan(Instant at, PlannedAct act) => _acts.Enqueue(act, (at, _order++));
}
