using MicroCare.Core.Consent;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Enrollment;

/// <summary>What a clinic's system posts, as it comes: nothing is checked yet, and everything may be missing.</summary>
/// <example><code>
/// {"clinic":"riverside","externalId":"RS-1001","name":"Maria Lopez","phone":"(312) 555-0142","timeZone":"America/Chicago","language":"es",
///  "program":"first-steps","preferredWindow":{"from":"09:00","to":"11:00"},"consentSource":"paper form 2026-10-19"}
/// </code></example>
/// <param name="Clinic">The clinic's id.</param>
/// <param name="ExternalId">The clinic's own id of the person.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Phone">A US number that can receive texts.</param>
/// <param name="TimeZone">An IANA time zone.</param>
/// <param name="Language">A language of the program.</param>
/// <param name="Program">A program's id.</param>
/// <param name="PreferredWindow">When the person wants texts.</param>
/// <param name="ConsentSource">Where the clinic's own consent to be texted is on file.</param>
/// <param name="ReadingLevel">Optional: <c>plain</c> or <c>standard</c>.</param>
/// <param name="Tone">Optional: <c>warm</c> or <c>direct</c>.</param>
/// <param name="Format">Optional: <c>full</c> or <c>brief</c>.</param>
/// <param name="DischargeDate">Optional: the day of discharge, as <c>2026-11-30</c>.</param>
/// <param name="AppointmentDate">Optional: the day of the next appointment.</param>
/// <param name="BirthDate">Optional: tells whether the person is of age; it is not kept.</param>
/// <param name="GuardianConsent">For somebody under age, where the clinic's policy takes them: whose consent is on file.</param>
/// <param name="ResearchConsent">Optional: where the person's consent to research is on file. Left out: they are asked by text, where the clinic does research.</param>
/// <param name="State">Optional: the US state the person lives in, two letters; its law may ask for shorter hours.</param>
public sealed record EnrollmentRequest(
    string? Clinic,
    string? ExternalId,
    string? Name,
    string? Phone,
    string? TimeZone,
    string? Language,
    string? Program,
    WindowRequest? PreferredWindow,
    string? ConsentSource,
    string? ReadingLevel = null,
    string? Tone = null,
    string? Format = null,
    string? DischargeDate = null,
    string? AppointmentDate = null,
    string? BirthDate = null,
    GuardianRequest? GuardianConsent = null,
    string? ResearchConsent = null,
    string? State = null)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "[enrollment request]";
}

/// <summary>Two local times of day, such as <c>09:00</c> and <c>11:30</c>.</summary>
public sealed record WindowRequest(string? From, string? To);

/// <summary>Whose consent is on file for somebody under age.</summary>
/// <param name="Relationship">Who they are to the person, such as <c>parent</c>.</param>
/// <param name="Source">Where their consent is on file.</param>
public sealed record GuardianRequest(string? Relationship, string? Source);

/// <summary>An enrollment that can be carried out.</summary>
/// <param name="Clinic">The clinic.</param>
/// <param name="ExternalId">The clinic's own id of the person; unique within the clinic.</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Phone">Their number in E.164, such as <c>+13125550142</c>.</param>
/// <param name="Zone">Their IANA time zone.</param>
/// <param name="Language">A language of the program.</param>
/// <param name="Program">A known program.</param>
/// <param name="Window">When they want texts.</param>
/// <param name="ConsentSource">Where the clinic's own consent to be texted is on file.</param>
/// <param name="Reading">What the clinic knows of how they read; null: nothing.</param>
/// <param name="Discharge">The day of discharge; null: not known.</param>
/// <param name="Appointment">The day of the next appointment; null: not known.</param>
/// <param name="Guardian">Who consented for somebody under age.</param>
/// <param name="ResearchSource">Where the consent to research is on file; null: nobody has it.</param>
/// <param name="UsState">The state the person lives in; null: not known.</param>
public sealed record Enrollment(
    ClinicId Clinic,
    PatientText ExternalId,
    PatientText Name,
    PatientText Phone,
    string Zone,
    string Language,
    ProgramId Program,
    PreferredWindow Window,
    string ConsentSource,
    ReadingWish? Reading = null,
    LocalDate? Discharge = null,
    LocalDate? Appointment = null,
    GuardianConsent? Guardian = null,
    string? ResearchSource = null,
    string? UsState = null);

/// <summary>A field that cannot be used, and the remedy. Never holds the value that was sent.</summary>
/// <param name="Field">The JSON name of the field, such as <c>preferredWindow.from</c>.</param>
/// <param name="Message">What is wrong and what to send instead.</param>
public sealed record FieldProblem(string Field, string Message);
