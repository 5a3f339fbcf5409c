using System.Collections.Immutable;
using MicroCare.Adapters.Caching;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Journeys;

/// <summary>What a step led to.</summary>
/// <param name="Record">The aggregate afterwards.</param>
/// <param name="Repeated">The input was taken before; nothing changed now.</param>
/// <param name="WakeMovedUp">The next wake is earlier than it was, or may be.</param>
public sealed record Stepped(PatientRecord Record, bool Repeated, bool WakeMovedUp);

/// <summary>
/// Loads an aggregate, steps it and commits. Aggregates that were used lately are remembered with their version: a remembered one may only
/// lead to a commit, which the store refuses when it is stale; a decision to do nothing is made on a fresh one.
/// </summary>
public sealed class JourneyStepper(
    IPatientStore store,
    ProgramLibrary programs,
    ProgramMarks marks,
    IClinics clinics,
    SettledEffects settled,
    TimeProvider time,
    int remembered,
    ILogger<JourneyStepper> log)
{
    private const int MostRaces = 50;

    // Steps of one patient follow one another within this process: a reply and a delivery report at the same moment would only race.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1))];
    private readonly BoundedCache<PatientId, PatientRecord> _remembered = new(remembered);

    /// <summary>The present.</summary>
    public Instant Now => time.GetCurrentInstant();

    /// <summary>The aggregate, remembered or read.</summary>
    public async Task<PatientRecord?> LoadAsync(PatientId patient, bool fresh, CancellationToken cancellationToken)
    {
        if (!fresh && _remembered.TryGet(patient, out var known))
        {
            return known;
        }

        var record = await store.LoadAsync(patient, cancellationToken);
        if (record is not null)
        {
            _remembered.Put(patient, record);
        }
        else
        {
            _remembered.Remove(patient); // Erased, perhaps by another instance.
        }

        return record;
    }

    /// <summary>Whether the remembered aggregate shows that none of these stands in the outbox any more: no storage needs to be asked.</summary>
    public bool KnowsGone(PatientId patient, ImmutableArray<EffectKey> effects) =>
        _remembered.TryGet(patient, out var record) && !record.Outbox.Any(pending => effects.Contains(pending.Effect.Key));

    /// <summary>Reads the aggregate anew when it is next asked for.</summary>
    public void Forget(PatientId patient) => _remembered.Remove(patient);

    /// <summary>Begins a journey; the record of the one that had begun before where there is one. Null while the patient is being erased.</summary>
    public async Task<(PatientRecord? Record, bool Created)> BeginAsync(JourneyInput.Enrolled input, Contact contact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await LoadAsync(input.Patient, fresh: false, cancellationToken) is { } known)
        {
            return (known, false);
        }

        var now = Now;
        var program = programs.Get(input.Program);
        await marks.UseAsync(program, cancellationToken);
        var outcome = Journey.Begin(input, program, clinics.Get(input.Clinic), now);
        if (await store.CommitAsync(new PatientCommit(null, contact, outcome, input.Id, [], now), cancellationToken) is CommitResult.Committed committed)
        {
            _remembered.Put(input.Patient, committed.Record);
            return (committed.Record, true);
        }

        return (await LoadAsync(input.Patient, fresh: true, cancellationToken), false);
    }

    /// <summary>Steps a journey; null when there is none.</summary>
    /// <param name="patient">Whose.</param>
    /// <param name="input">What happened.</param>
    /// <param name="settles">Effects of the outbox that this input settles: they were carried out, or never will be.</param>
    /// <param name="cancellationToken">Stops the wait, not a commit under way.</param>
    public async Task<Stepped?> StepAsync(
        PatientId patient, JourneyInput input, ImmutableArray<EffectKey> settles, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)patient.GetHashCode() % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await StepInTurnAsync(patient, input, settles, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Stepped?> StepInTurnAsync(
        PatientId patient, JourneyInput input, ImmutableArray<EffectKey> settles, CancellationToken cancellationToken)
    {
        var fresh = false;
        for (var races = 0; races < MostRaces; races++)
        {
            var record = await LoadAsync(patient, fresh, cancellationToken);
            if (record is null)
            {
                return null;
            }

            var now = Now;
            var outcome = Journey.Step(record.State, input, programs.Get(record.State.Program), clinics.Get(record.State.Clinic), now);
            var done = Leaving(record, settles);
            if (outcome.Facts.IsEmpty && outcome.Effects.IsEmpty && outcome.State == record.State && done.IsEmpty)
            {
                if (fresh)
                {
                    return new Stepped(record, Repeated: false, WakeMovedUp: false);
                }

                fresh = true;
                continue;
            }

            if (outcome.State.ProgramVersion != record.State.ProgramVersion)
            {
                await marks.UseAsync(programs.Get(record.State.Program), cancellationToken);
            }

            var id = input is JourneyInput.ClockReached ? (InputId?)null : input.Id;
            switch (await store.CommitAsync(new PatientCommit(record, record.Contact, outcome, id, done, now), cancellationToken))
            {
                case CommitResult.Committed(var committed):
                    _remembered.Put(patient, committed);
                    settled.Remove(patient, done);
                    return new Stepped(committed, Repeated: false, committed.State.NextWake < (record.State.NextWake ?? Instant.MaxValue));

                case CommitResult.Repeated:
                    var current = await LoadAsync(patient, fresh: true, cancellationToken);
                    return current is null ? null : new Stepped(current, Repeated: true, WakeMovedUp: current.State.NextWake is not null);

                default:
                    fresh = true;
                    break;
            }
        }

        AdapterLog.Raced(log, patient.Value, MostRaces);
        throw new InvalidOperationException($"Patient {patient} could not be committed: {MostRaces} others were faster.");
    }

    private ImmutableArray<EffectKey> Leaving(PatientRecord record, ImmutableArray<EffectKey> settles)
    {
        if (record.Outbox.IsEmpty)
        {
            return [];
        }

        var known = settled.Of(record.State.Patient).AddRange(settles);
        return known.IsEmpty ? [] : [.. record.Outbox.Select(pending => pending.Effect.Key).Where(key => known.Contains(key))];
    }
}
