using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Tasks;

/// <summary>Clinics' tasks in memory.</summary>
public sealed class InMemoryTaskBoard : ITaskBoard
{
    private readonly ConcurrentDictionary<EffectKey, (ClinicId Clinic, ClinicTask Task)> _tasks = new();

    /// <inheritdoc />
    public Task OpenAsync(JourneyEffect.OpenTask effect, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        _tasks.TryAdd(effect.Key, (effect.Clinic, new ClinicTask(effect.Key, effect.Patient, effect.Reason, at, null)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task CloseAsync(JourneyEffect.CloseTask effect, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        if (_tasks.TryGetValue(effect.Task, out var found) && found.Task.ClosedAt is null)
        {
            _tasks.TryUpdate(effect.Task, (found.Clinic, found.Task with { ClosedAt = at }), found);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<ClinicTask>> ListAsync(ClinicId clinic, int most, CancellationToken cancellationToken) =>
        Task.FromResult(Sort(_tasks.Values.Where(entry => entry.Clinic == clinic).Select(entry => entry.Task), most));

    /// <summary>The open ones first, then the newest first.</summary>
    internal static ImmutableArray<ClinicTask> Sort(IEnumerable<ClinicTask> tasks, int most) =>
        [.. tasks.OrderBy(task => task.ClosedAt is not null).ThenByDescending(task => task.OpenedAt).Take(most)];
}
