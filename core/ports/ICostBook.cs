using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Texting;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>What texts cost, by clinic and day. Holds no patient, no number and no words.</summary>
public interface ICostBook
{
    /// <summary>Writes what one process has counted of a clinic's day so far, in place of what it had written of it before: writing twice counts once.</summary>
    /// <param name="process">The process, by a name that no other process ever has.</param>
    /// <param name="total">All that it counted of that day.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteAsync(string process, DayTotal total, CancellationToken cancellationToken);

    /// <summary>The totals of all clinics and processes together, from one day to another, both inclusive; by day, then clinic.</summary>
    Task<ImmutableArray<DayTotal>> ReadAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken);
}

/// <summary>A clinic's texts of one day.</summary>
/// <param name="Clinic">The clinic; <see cref="NoClinic"/> for texts from and to numbers that belong to none.</param>
/// <param name="Day">The day, UTC.</param>
/// <param name="Sent">What we sent.</param>
/// <param name="Received">What was written to us.</param>
public sealed record DayTotal(ClinicId Clinic, LocalDate Day, TextTotal Sent, TextTotal Received)
{
    /// <summary>Stands for no clinic; no clinic can be called so.</summary>
    public static readonly ClinicId NoClinic = new("-");
}
