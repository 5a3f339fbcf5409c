using System.Collections.Immutable;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Local.Programs;

/// <summary>Where a patient comes to who stands before some step of the old version.</summary>
/// <param name="Next">Index of that step in the old main line; the number of steps where all are behind.</param>
/// <param name="Moves">Whether they come to the new version.</param>
/// <param name="To">Index of their next step in the version that then holds.</param>
/// <param name="Again">New steps that they had under the old version, and get once more.</param>
/// <param name="Never">New steps that they had not, and never get.</param>
internal sealed record Arrival(int Next, bool Moves, int To, ImmutableArray<StepId> Again, ImmutableArray<StepId> Never);

/// <summary>
/// Takes made-up patients of the old version across to the new one, by the rulebook itself: what is told of patients in flight is what will happen to them.
/// </summary>
internal sealed class Crossing
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 20, 16, 0);
    private static readonly LocalDate DayOne = new(2026, 1, 5);

    private readonly InterventionProgram _old;
    private readonly InterventionProgram _new;
    private readonly InterventionProgram _offered;

    /// <summary>Takes two versions with different numbers of one program.</summary>
    public Crossing(InterventionProgram old, InterventionProgram @new)
    {
        (_old, _new) = (old, @new);
        _offered = new ProgramLibrary([old, @new]).Get(old.Id);
    }

    /// <summary>Whether somebody who is in the middle of a step, and not at its border, comes across at once.</summary>
    public bool MovesInTheMiddle
    {
        get
        {
            var step = _old.Steps[0].Id;
            var waiting = new WaitingStep(step, DialogPlace.BeginningOf(step, StepPart.Content), Now + Duration.FromDays(1), Now + Duration.FromDays(2));
            return Cross(StateAt(0) with { Waits = [waiting] }, _offered).ProgramVersion == _new.Version;
        }
    }

    /// <summary>Whether patients come across when the old version's file is gone.</summary>
    public bool MovesWithoutTheOldFile => Cross(StateAt(0), _new).ProgramVersion == _new.Version;

    /// <summary>Where everybody comes to, by the step that is next for them.</summary>
    public ImmutableArray<Arrival> Arrivals => [.. Enumerable.Range(0, _old.Steps.Length + 1).Select(Arrive)];

    /// <summary>Memories that are lost on the way, each with the values for which that is so; no values: all.</summary>
    public IEnumerable<(string Memory, ImmutableArray<string> Values)> Forgotten
    {
        get
        {
            foreach (var declared in _old.Memories.Values.OrderBy(memory => memory.Name, StringComparer.Ordinal))
            {
                var samples = Samples(declared).ToList();
                var lost = samples.Where(sample => !Cross(StateAt(0) with { Memories = StateAt(0).Memories.SetItem(declared.Name, sample.Memory) }, _offered)
                    .Memories.ContainsKey(declared.Name)).Select(sample => sample.Value).ToImmutableArray();
                if (lost.Length > 0)
                {
                    yield return (declared.Name, lost.Length == samples.Count ? [] : lost);
                }
            }
        }
    }

    private Arrival Arrive(int next)
    {
        var state = Cross(StateAt(next), _offered);
        if (state.ProgramVersion != _new.Version)
        {
            return new Arrival(next, false, state.NextStep, [], []);
        }

        var had = _old.Steps.Take(next).Select(step => _new.Migration.Renamed.GetValueOrDefault(step.Id, step.Id)).ToHashSet();
        return new Arrival(
            next, true, state.NextStep,
            [.. _new.Steps.Skip(state.NextStep).Select(step => step.Id).Where(had.Contains)],
            [.. _new.Steps.Take(state.NextStep).Select(step => step.Id).Where(step => !had.Contains(step))]);
    }

    private JourneyState StateAt(int next) => new()
    {
        Patient = new PatientId("p1"),
        Clinic = new ClinicId("clinic"),
        Program = _old.Id,
        ProgramVersion = _old.Version,
        Zone = "America/Chicago",
        Language = _old.Languages[0],
        Window = new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)),
        EnrolledAt = Now,
        ConsentGivenAt = Now,
        EngagementSince = Now,
        Phase = JourneyPhase.Running,
        DayOne = DayOne,
        NextStep = next,
        NextStepId = next < _old.Steps.Length ? _old.Steps[next].Id : null,
    };

    /// <summary>Any input takes a patient across; this one does nothing else.</summary>
    private static JourneyState Cross(JourneyState state, InterventionProgram offered) =>
        Journey.Step(state, new JourneyInput.TextExpired(new EffectKey("p1.0")) { Id = new InputId("crossing") }, offered, ClinicPolicy.Standard(state.Clinic, "the clinic"), Now).State;

    private static IEnumerable<(Memory Memory, string Value)> Samples(MemoryDeclaration declared) => declared.Type switch
    {
        MemoryType.Number => [(new Memory.Number(1), "")],
        MemoryType.YesNo => [(new Memory.YesNo(true), "")],
        MemoryType.Time => [(new Memory.Time(LocalTime.Noon), "")],
        MemoryType.Text => [(new Memory.Words(new PatientText("words")), "")],
        MemoryType.Choice => declared.Options.Keys.Order(StringComparer.Ordinal).Select(option => ((Memory)new Memory.Choice(option), option)),
        _ => throw new InvalidOperationException($"Unknown memory type {declared.Type}."),
    };
}
