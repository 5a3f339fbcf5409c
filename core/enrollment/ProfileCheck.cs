using System.Text.Json.Serialization;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Enrollment;

/// <summary>What a clinic's system changes of a patient, as it comes. A field that is left out stays as it was.</summary>
/// <param name="TimeZone">An IANA time zone.</param>
/// <param name="Language">A language of the patient's program.</param>
/// <param name="PreferredWindow">When the person wants texts.</param>
/// <param name="ReadingLevel"><c>plain</c> or <c>standard</c>.</param>
/// <param name="Tone"><c>warm</c> or <c>direct</c>.</param>
/// <param name="Format"><c>full</c> or <c>brief</c>.</param>
/// <param name="DischargeDate">The day of discharge, as <c>2026-11-30</c>; <c>none</c>: there is none any more.</param>
/// <param name="AppointmentDate">The day of the next appointment, in the same way.</param>
/// <example><code>{"timeZone":"America/Denver","readingLevel":"plain","appointmentDate":"2026-12-03"}</code></example>
public sealed record ProfileRequest(
    string? TimeZone = null,
    string? Language = null,
    WindowRequest? PreferredWindow = null,
    string? ReadingLevel = null,
    string? Tone = null,
    string? Format = null,
    string? DischargeDate = null,
    string? AppointmentDate = null)
{
    /// <summary>Whether nothing is to be changed.</summary>
    [JsonIgnore]
    public bool IsEmpty => this == new ProfileRequest();
}

/// <summary>A change that can be carried out.</summary>
/// <param name="Zone">The new time zone; null: as it was.</param>
/// <param name="Language">The new language; null: as it was.</param>
/// <param name="Window">The new window; null: as it was.</param>
/// <param name="Reading">How texts are to be; null: as they were.</param>
/// <param name="Anchors">Dates that were told, moved or cancelled.</param>
public sealed record ProfileChange(
    string? Zone, string? Language, PreferredWindow? Window, ReadingWish? Reading, IReadOnlyList<(ScheduleAnchor Anchor, LocalDate? Date)> Anchors);

/// <summary>Checks a change; every problem is told at once, by field.</summary>
public static class ProfileCheck
{
    private const string NoDate = "none";

    /// <summary>The change, or the problems that stand in its way; exactly one of the two is there.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="program">The program that the patient is in.</param>
    public static (ProfileChange? Change, IReadOnlyList<FieldProblem> Problems) Check(ProfileRequest request, InterventionProgram program)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(program);
        var problems = new List<FieldProblem>();
        if (request.IsEmpty)
        {
            problems.Add(new("timeZone", "Send at least one field that is to be changed."));
        }

        var zone = request.TimeZone is null ? null : LocalClock.FindZone(request.TimeZone)?.Id;
        if (zone is null && request.TimeZone is not null)
        {
            problems.Add(new("timeZone", "Send the person's IANA time zone, such as America/Chicago."));
        }

        if (request.Language is not null && !program.Languages.Contains(request.Language, StringComparer.Ordinal))
        {
            problems.Add(new("language", $"Send a language of the program: {string.Join(", ", program.Languages)}."));
        }

        var window = request.PreferredWindow is null ? null : ProfileFields.Window(request.PreferredWindow, problems);
        var reading = ProfileFields.Reading(request.ReadingLevel, request.Tone, request.Format, problems);
        var anchors = new List<(ScheduleAnchor, LocalDate?)>();
        AddAnchor(ScheduleAnchor.Discharge, request.DischargeDate, "dischargeDate");
        AddAnchor(ScheduleAnchor.Appointment, request.AppointmentDate, "appointmentDate");
        return problems.Count > 0 ? (null, problems) : (new ProfileChange(zone, request.Language, window, reading, anchors), problems);

        void AddAnchor(ScheduleAnchor anchor, string? text, string field)
        {
            if (text is not null)
            {
                anchors.Add((anchor, text == NoDate ? null : ProfileFields.Date(text, field, problems)));
            }
        }
    }
}
