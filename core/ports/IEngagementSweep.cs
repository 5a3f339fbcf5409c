using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>Looks over all journeys, a share at a time.</summary>
public interface IEngagementSweep
{
    /// <summary>How many shares there are; share numbers go from 0 to one less.</summary>
    int Shares { get; }

    /// <summary>Counts one share's journeys, and finds those whose alarm should have rung long ago.</summary>
    Task<SweepShare> SweepAsync(int share, CancellationToken cancellationToken);

    /// <summary>Keeps the whole count for the clinics' and operators' reports; the same day twice is one report.</summary>
    Task ReportAsync(SweepReport report, CancellationToken cancellationToken);

    /// <summary>The newest reports, newest first.</summary>
    Task<ImmutableArray<SweepReport>> ReadAsync(int most, CancellationToken cancellationToken);
}

/// <summary>One share's count.</summary>
/// <param name="Counts">By state; see <see cref="SweepState"/>.</param>
/// <param name="Overdue">Journeys whose next wake passed more than a quarter of an hour ago: their alarm must be called.</param>
public sealed record SweepShare(ImmutableArray<SweepCount> Counts, ImmutableArray<PatientId> Overdue);

/// <summary>How many journeys of a clinic are in a state.</summary>
/// <param name="State">A phase, or for a running program the engagement: <c>active</c>, <c>drifting</c>, <c>lapsed</c>.</param>
public sealed record SweepCount(ClinicId Clinic, string State, int Journeys);

/// <summary>A night's count.</summary>
/// <param name="Night">When the sweep was due.</param>
public sealed record SweepReport(Instant Night, ImmutableArray<SweepCount> Counts, int AlarmsCalled);

/// <summary>The state of a journey in one word.</summary>
public static class SweepState
{
    /// <summary>The word, in camel case: the phase, or for a running program the engagement.</summary>
    public static string Of(JourneyPhase phase, Engagement.EngagementStatus engagement)
    {
        var name = phase == JourneyPhase.Running ? engagement.ToString() : phase.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
