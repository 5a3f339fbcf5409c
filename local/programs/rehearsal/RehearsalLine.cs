using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;
using MicroCare.Core.Texting;
using NodaTime;

namespace MicroCare.Local.Programs;

/// <summary>Who speaks in a line of a rehearsal.</summary>
public enum Speaker
{
    /// <summary>The program texts the patient.</summary>
    Program,

    /// <summary>The patient texts the program.</summary>
    Patient,

    /// <summary>Nobody: something happened that no text tells.</summary>
    Note,
}

/// <summary>A line of a rehearsal.</summary>
/// <param name="At">When.</param>
/// <param name="Local">The same on the patient's own clock.</param>
/// <param name="Speaker">Who speaks.</param>
/// <param name="Text">The words.</param>
/// <param name="Step">The step that it belongs to; null where it belongs to none.</param>
/// <param name="Purpose">Why the program texts; null where it does not.</param>
public sealed record RehearsalLine(Instant At, LocalDateTime Local, Speaker Speaker, string Text, StepId? Step = null, TextPurpose? Purpose = null)
{
    /// <summary>How many segments the text takes; 0 for a note.</summary>
    public int Segments => Speaker == Speaker.Note ? 0 : SmsSegments.Of(Text);
}

/// <summary>Where and when a rehearsal plays.</summary>
/// <param name="Start">The day of enrollment.</param>
/// <param name="Zone">The patient's IANA time zone.</param>
/// <param name="Seed">Seed of everything random.</param>
public sealed record RehearsalSettings(LocalDate Start, string Zone, int Seed);

/// <summary>What came out of a rehearsal.</summary>
/// <param name="Program">What was played.</param>
/// <param name="Persona">By whom.</param>
/// <param name="Settings">Where and when.</param>
/// <param name="Language">In which language.</param>
/// <param name="Lines">The conversation and what happened beside it, in order.</param>
/// <param name="Facts">Every fact, in order.</param>
/// <param name="End">The journey's last state.</param>
public sealed record RehearsedJourney(
    InterventionProgram Program, RehearsedPersona Persona, RehearsalSettings Settings, string Language, ImmutableArray<RehearsalLine> Lines,
    ImmutableArray<JourneyFact> Facts, JourneyState End)
{
    /// <summary>Texts and segments by week since the enrollment; a week without any is there too.</summary>
    public ImmutableArray<WeekOfTexts> Weeks =>
    [
        .. Enumerable.Range(0, Lines.IsEmpty ? 0 : WeekOf(Lines[^1]) + 1).Select(week =>
        {
            var lines = Lines.Where(line => WeekOf(line) == week).ToList();
            var sent = lines.Where(line => line.Speaker == Speaker.Program).ToList();
            return new WeekOfTexts(
                week + 1, sent.Count, sent.Sum(line => line.Segments), lines.Count(line => line.Speaker == Speaker.Patient),
                sent.Count(line => line.Purpose is TextPurpose.Prompt or TextPurpose.CheckIn or TextPurpose.Closing or TextPurpose.Consent));
        }),
    ];

    private int WeekOf(RehearsalLine line) => Period.DaysBetween(Settings.Start, line.Local.Date) / 7;
}

/// <summary>How much was texted in a week.</summary>
/// <param name="Week">From 1 up.</param>
/// <param name="Out">Texts to the patient.</param>
/// <param name="Segments">The segments of these.</param>
/// <param name="In">Texts from the patient.</param>
/// <param name="Unasked">Those to the patient that no text of theirs asked for.</param>
public sealed record WeekOfTexts(int Week, int Out, int Segments, int In, int Unasked);
