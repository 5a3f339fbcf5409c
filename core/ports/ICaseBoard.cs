using System.Collections.Immutable;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>The clinics' lists of cases. The journeys own the cases; the board shows them as they last stood.</summary>
public interface ICaseBoard
{
    /// <summary>Shows a case as it stands; an older showing never replaces a newer one.</summary>
    /// <param name="shown">The case.</param>
    /// <param name="sequence">The number of the effect that shows it: the higher one is the newer one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ShowAsync(ClinicCase shown, int sequence, CancellationToken cancellationToken);

    /// <summary>A clinic's cases that answer the query, in its order.</summary>
    Task<ImmutableArray<ClinicCase>> ListAsync(ClinicId clinic, CaseQuery query, CancellationToken cancellationToken);

    /// <summary>Emergencies of all clinics that nobody has acknowledged, opened at that moment or before; in no promised order.</summary>
    Task<ImmutableArray<ClinicCase>> EmergenciesAsync(Instant openedBy, CancellationToken cancellationToken);

    /// <summary>Removes every case of a patient.</summary>
    Task EraseAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken);
}

/// <summary>A case on a clinic's list.</summary>
/// <param name="Clinic">The clinic.</param>
/// <param name="Patient">Whose case it is.</param>
/// <param name="Case">The case as it last stood.</param>
public sealed record ClinicCase(ClinicId Clinic, PatientId Patient, PatientCase Case);

/// <summary>Which cases are looked for. Null: whichever.</summary>
/// <param name="Status">Where they stand; null: all that are not resolved.</param>
/// <param name="Urgency">How urgent they are.</param>
/// <param name="Reason">Why they were opened.</param>
/// <param name="Assignee">Whose they are.</param>
/// <param name="Patient">Whose cases they are.</param>
/// <param name="OldestFirst">Only by age; else the most urgent first, and of those the oldest.</param>
/// <param name="Most">How many at most.</param>
public sealed record CaseQuery(
    CaseStatus? Status = null, CaseUrgency? Urgency = null, CaseReason? Reason = null, string? Assignee = null, PatientId? Patient = null,
    bool OldestFirst = false, int Most = 200)
{
    /// <summary>Whether the case is one of those.</summary>
    public bool Takes(ClinicCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return (Status is { } status ? one.Case.Status == status : one.Case.Status != CaseStatus.Resolved)
            && (Urgency is not { } urgency || one.Case.Urgency == urgency)
            && (Reason is not { } reason || one.Case.Reason == reason)
            && (Assignee is null || one.Case.Assignee == Assignee)
            && (Patient is not { } patient || one.Patient == patient);
    }

    /// <summary>Those of the cases that are looked for, in order.</summary>
    public ImmutableArray<ClinicCase> Apply(IEnumerable<ClinicCase> cases)
    {
        var taken = cases.Where(Takes);
        var sorted = OldestFirst
            ? taken.OrderBy(one => one.Case.OpenedAt)
            : taken.OrderBy(one => one.Case.Urgency).ThenBy(one => one.Case.Status).ThenBy(one => one.Case.RaisedAt);
        return [.. sorted.ThenBy(one => one.Case.Id.Value, StringComparer.Ordinal).Take(Most)];
    }
}
