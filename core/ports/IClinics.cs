using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;

namespace MicroCare.Core.Ports;

/// <summary>What the clinics have decided on.</summary>
public interface IClinics
{
    /// <summary>The clinic's policy; null where this service knows of no such clinic, and nobody may be enrolled for it.</summary>
    ClinicPolicy? Find(ClinicId clinic);

    /// <summary>The policy that holds for a patient of the clinic; the standard one where the clinic is no longer known.</summary>
    ClinicPolicy Get(ClinicId clinic);

    /// <summary>All clinics that are known by a file of their own.</summary>
    IEnumerable<ClinicPolicy> All { get; }
}
