using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Enrollment;

/// <summary>Checks what a clinic's system posted; every problem is told at once, by field.</summary>
public static class EnrollmentCheck
{
    private const int LongestName = 100;
    private const int LongestExternalId = 100;
    private const int LongestConsentSource = 200;

    /// <summary>The enrollment, or the problems that stand in its way; exactly one of the two is there.</summary>
    /// <param name="request">What was posted.</param>
    /// <param name="find">Finds a program by its id; null when there is none.</param>
    /// <param name="findClinic">Finds a clinic's policy; null where this service knows of no such clinic.</param>
    /// <param name="now">The present; ages are counted to it.</param>
    public static (Enrollment? Enrollment, IReadOnlyList<FieldProblem> Problems) Check(
        EnrollmentRequest request, Func<ProgramId, InterventionProgram?> find, Func<ClinicId, ClinicPolicy?> findClinic, Instant now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(findClinic);
        var problems = new List<FieldProblem>();

        var clinic = request.Clinic ?? "";
        if (!IsClinic(clinic))
        {
            problems.Add(new("clinic", "Send the clinic's id: 2 to 40 lower-case letters, digits and hyphens, beginning with a letter."));
        }

        var policy = IsClinic(clinic) ? findClinic(new ClinicId(clinic)) : null;
        if (policy is null && IsClinic(clinic))
        {
            problems.Add(new("clinic", "Send the id of a clinic that this service has a file for; whoever runs it adds one."));
        }

        var externalId = Required(request.ExternalId, "externalId", "your own id of the person, unique in your system", LongestExternalId, problems);
        var name = Required(request.Name, "name", "what the person is called", LongestName, problems);
        var phone = UsPhone.Normalize(request.Phone);
        if (phone is null)
        {
            problems.Add(new("phone", "Send a US mobile number that can receive texts, in any usual form, such as (312) 555-0142 or +13125550142."));
        }

        var zone = request.TimeZone is null ? null : LocalClock.FindZone(request.TimeZone);
        if (zone is null)
        {
            problems.Add(new("timeZone", "Send the person's IANA time zone, such as America/Chicago."));
        }

        var program = string.IsNullOrEmpty(request.Program) ? null : find(new ProgramId(request.Program));
        if (program is null)
        {
            problems.Add(new("program", "Send the id of a program that this service offers."));
        }
        else if (request.Language is null || !program.Languages.Contains(request.Language, StringComparer.Ordinal))
        {
            problems.Add(new("language", $"Send a language of the program: {string.Join(", ", program.Languages)}."));
        }

        var window = ProfileFields.Window(request.PreferredWindow, problems);
        var consent = Required(
            request.ConsentSource, "consentSource", "where the person's consent to be texted is on file, such as 'paper form 2026-10-19'",
            LongestConsentSource, problems);
        var reading = ProfileFields.Reading(request.ReadingLevel, request.Tone, request.Format, problems);
        var discharge = ProfileFields.Date(request.DischargeDate, "dischargeDate", problems);
        var appointment = ProfileFields.Date(request.AppointmentDate, "appointmentDate", problems);
        var guardian = AgeCheck.Guardian(request, policy, zone, now, problems);
        var research = request.ResearchConsent is null
            ? null
            : Required(request.ResearchConsent, "researchConsent", "where the person's consent to research is on file, or leave the field out", LongestConsentSource, problems);
        var state = request.State;
        if (state is not null && !UsStates.Contains(state))
        {
            problems.Add(new("state", "Send the two capital letters of the US state the person lives in, such as TX, or leave the field out."));
        }
        else if (window is not null && !StateWindow.Fits(window, state))
        {
            problems.Add(new("preferredWindow", "Send a window that begins at least 30 minutes before texts must end in the person's state."));
        }

        return problems.Count > 0
            ? (null, problems)
            : (new Enrollment(
                new ClinicId(clinic), new PatientText(externalId!), new PatientText(name!), new PatientText(phone!), zone!.Id, request.Language!,
                program!.Id, window!, consent!, reading, discharge, appointment, guardian, research, state), problems);
    }

    /// <summary>Whether that is a clinic's id.</summary>
    public static bool IsClinic(string text) =>
        text.Length is >= 2 and <= 40
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal static string? Required(string? value, string field, string what, int longest, List<FieldProblem> problems)
    {
        var trimmed = value?.Trim();
        if (string.IsNullOrEmpty(trimmed))
        {
            problems.Add(new(field, $"Send {what}."));
            return null;
        }

        if (trimmed.Length > longest || trimmed.Any(char.IsControl))
        {
            problems.Add(new(field, $"Send {what}: at most {longest} characters, without control characters."));
            return null;
        }

        return trimmed;
    }
}
