using MicroCare.Core.Clinics;
using MicroCare.Core.Consent;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Enrollment;

/// <summary>Whether somebody may consent for themselves, and if not, whose consent is on file. The birth date is looked at and not kept.</summary>
internal static class AgeCheck
{
    private const int LongestText = 200;
    private const int OldestAge = 120;

    /// <summary>The guardian's consent where one is needed; null where the person is of age, or something is wrong, which is then told.</summary>
    public static GuardianConsent? Guardian(EnrollmentRequest request, ClinicPolicy? policy, DateTimeZone? zone, Instant now, List<FieldProblem> problems)
    {
        var today = LocalClock.DateOf(now, zone ?? DateTimeZone.Utc);
        var before = problems.Count;
        var birth = ProfileFields.BirthDate(request.BirthDate, "birthDate", problems);
        if (problems.Count > before || policy is null)
        {
            return null;
        }

        if (birth is { } born && (born > today || Period.Between(born, today, PeriodUnits.Years).Years > OldestAge))
        {
            problems.Add(new("birthDate", "Send the person's date of birth as yyyy-MM-dd; this one is in the future or too long ago."));
            return null;
        }

        var isMinor = birth is { } date && Period.Between(date, today, PeriodUnits.Years).Years < policy.AgeOfMajority;
        if (!isMinor && request.GuardianConsent is null)
        {
            return null;
        }

        if (policy.Minors == MinorPolicy.Refuse)
        {
            problems.Add(isMinor
                ? new("birthDate", "This clinic enrolls nobody under age. Its file says otherwise where 'minors' is 'guardian_consent'.")
                : new("guardianConsent", "This clinic enrolls nobody under age: leave the field out."));
            return null;
        }

        var relationship = EnrollmentCheck.Required(
            request.GuardianConsent?.Relationship, "guardianConsent.relationship", "who consented for the person, such as 'parent'", LongestText, problems);
        var source = EnrollmentCheck.Required(
            request.GuardianConsent?.Source, "guardianConsent.source", "where the guardian's consent is on file, such as 'paper form 2026-10-19'", LongestText, problems);
        return relationship is null || source is null ? null : new GuardianConsent(relationship, source);
    }
}
