using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>The tasks that clinics are asked to do.</summary>
public interface ITaskBoard
{
    /// <summary>Puts a task up; the same key twice is one task.</summary>
    Task OpenAsync(JourneyEffect.OpenTask effect, Instant at, CancellationToken cancellationToken);

    /// <summary>Takes a task back; one that is closed, or not there, stays as it is.</summary>
    Task CloseAsync(JourneyEffect.CloseTask effect, Instant at, CancellationToken cancellationToken);

    /// <summary>A clinic's tasks, the open ones first, then the newest first; at most <paramref name="most"/>.</summary>
    Task<ImmutableArray<ClinicTask>> ListAsync(ClinicId clinic, int most, CancellationToken cancellationToken);
}

/// <summary>A task as the clinic sees it.</summary>
/// <param name="Id">The effect key that opened it.</param>
/// <param name="ClosedAt">When it was taken back; null while it is open.</param>
public sealed record ClinicTask(EffectKey Id, PatientId Patient, TaskReason Reason, Instant OpenedAt, Instant? ClosedAt);
