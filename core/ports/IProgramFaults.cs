using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>What programs did wrong while patients were in them, for whoever keeps the programs. Nothing of a patient is in it.</summary>
public interface IProgramFaults
{
    /// <summary>Keeps a fault; the same fault of the same step and version is one, with the time it was last seen.</summary>
    Task KeepAsync(JourneyEffect.ReportProgramFault effect, Instant at, CancellationToken cancellationToken);

    /// <summary>The faults, at most so many; the one that was seen last comes first.</summary>
    Task<ImmutableArray<ProgramFaultReport>> ListAsync(int most, CancellationToken cancellationToken);
}

/// <summary>A fault of a program.</summary>
/// <param name="Name">The name in the program that it is about; null where there is none.</param>
/// <param name="LastSeen">When it last cost somebody a step.</param>
public sealed record ProgramFaultReport(ProgramId Program, int ProgramVersion, StepId Step, ProgramFault Fault, string? Name, Instant LastSeen);
