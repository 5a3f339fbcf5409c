using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;

namespace MicroCare.Bench;

/// <summary>The clinic of everybody who is measured.</summary>
internal static class BenchClinic
{
    public static ClinicPolicy Policy { get; } = ClinicPolicy.Standard(new ClinicId("riverside"), "Riverside Clinic");
}
