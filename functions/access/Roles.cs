using System.Collections.Immutable;

namespace MicroCare.Functions.Access;

/// <summary>The app roles, by the values that the app registration gives them; they arrive in a token's <c>roles</c> claim.</summary>
public static class Roles
{
    /// <summary>A clinic's own system: enrolls people and reads how they do.</summary>
    public const string ClinicEnroll = "Clinic.Enroll";

    /// <summary>People who answer a clinic's tasks and read its patients.</summary>
    public const string CareTeam = "Care.Team";

    /// <summary>Researchers: de-identified exports, and no patient.</summary>
    public const string ResearchExport = "Research.Export";

    /// <summary>Whoever answers for privacy: reads what is kept of a patient.</summary>
    public const string PrivacyOfficer = "Privacy.Officer";

    /// <summary>Whoever runs the service: dead letters, keys and counts, and no patient.</summary>
    public const string Operator = "Operator";

    /// <summary>Every role.</summary>
    public static ImmutableArray<string> All { get; } = [ClinicEnroll, CareTeam, ResearchExport, PrivacyOfficer, Operator];
}
