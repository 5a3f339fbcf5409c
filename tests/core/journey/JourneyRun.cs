using System.Text.Json;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>A journey under way; its state goes through its JSON form between any two steps, as in production.</summary>
internal sealed class JourneyRun
{
    private string? _state;

    private int _inputs;
    private Instant _now = Instant.MinValue;

    /// <summary>What the clinic has decided on by now.</summary>
    public ClinicPolicy Clinic { get; set; } = TestClinics.Riverside;

    public JourneyState? State => _state is null ? null : JsonSerializer.Deserialize<JourneyState>(_state, JourneyJson.Options);

    public JourneyState Reached => State ?? throw new InvalidOperationException("The journey has not begun.");

    /// <summary>The case that was opened last.</summary>
    public EffectKey? LastCase { get; private set; }

    public InputId NextId() => new($"in-{++_inputs}");

    public Outcome Take(JourneyInput input, InterventionProgram program, Instant now)
    {
        var viaJson = JsonSerializer.Deserialize<JourneyInput>(JsonSerializer.Serialize(input, JourneyJson.Options), JourneyJson.Options)!;
        var outcome = viaJson is JourneyInput.Enrolled enrolled
            ? Journey.Begin(enrolled, program, Clinic, now)
            : Journey.Step(Reached, viaJson, program, Clinic, now);
        _state = JsonSerializer.Serialize(outcome.State, JourneyJson.Options);
        LastCase = outcome.Facts.OfType<JourneyFact.CaseOpened>().LastOrDefault()?.Case ?? LastCase;
        _now = now;
        return outcome;
    }

    /// <summary>When the next wake is reached: in time, or at once where it is overdue.</summary>
    public Instant NextWake => Instant.Max(_now, Reached.NextWake ?? throw new InvalidOperationException("The journey does not wake."));

    /// <summary>The clock reaches every next wake up to that instant, each in time.</summary>
    public IEnumerable<Outcome> WakeUntil(Instant last, InterventionProgram program)
    {
        for (var wakes = 0; State is { NextWake: { } wake } && wake <= last; wakes++)
        {
            if (wakes > 1_000)
            {
                throw new InvalidOperationException("The journey wakes without end.");
            }

            yield return Take(new JourneyInput.ClockReached { Id = NextId() }, program, NextWake);
        }
    }
}
