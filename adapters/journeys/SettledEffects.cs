using System.Collections.Immutable;
using MicroCare.Core.Identity;

namespace MicroCare.Adapters.Journeys;

/// <summary>
/// Effects that this process carried out and that still stand in the outbox. They leave it with the patient's next commit, most often the
/// one that takes the delivery report; what no commit takes along is settled after a minute by itself. That saves a transaction for each text.
/// </summary>
public sealed class SettledEffects(TimeProvider time)
{
    private readonly Dictionary<PatientId, Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <summary>The effect was carried out.</summary>
    public void Add(PatientId patient, EffectKey effect)
    {
        lock (_lock)
        {
            _entries[patient] = _entries.TryGetValue(patient, out var entry)
                ? entry with { Effects = entry.Effects.Add(effect) }
                : new Entry([effect], time.GetTimestamp());
        }
    }

    /// <summary>What was carried out for the patient and is not known to have left the outbox.</summary>
    public ImmutableArray<EffectKey> Of(PatientId patient)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(patient, out var entry) ? entry.Effects : [];
        }
    }

    /// <summary>These have left the outbox.</summary>
    public void Remove(PatientId patient, ImmutableArray<EffectKey> effects)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(patient, out var entry))
            {
                var left = entry.Effects.RemoveRange(effects);
                if (left.IsEmpty)
                {
                    _entries.Remove(patient);
                }
                else
                {
                    _entries[patient] = entry with { Effects = left };
                }
            }
        }
    }

    /// <summary>The patients whose oldest settled effect is older than <paramref name="age"/>.</summary>
    public ImmutableArray<PatientId> OlderThan(TimeSpan age)
    {
        lock (_lock)
        {
            return _entries.Count == 0
                ? []
                : [.. _entries.Where(pair => time.GetElapsedTime(pair.Value.Since) >= age).Select(pair => pair.Key)];
        }
    }

    private sealed record Entry(ImmutableArray<EffectKey> Effects, long Since);
}
