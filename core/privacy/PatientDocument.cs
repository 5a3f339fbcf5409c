namespace MicroCare.Core.Privacy;

/// <summary>
/// Everything that is kept of a person, in words that a person can read: what they have a right to see (45 CFR 164.524). All times are in the person's own time zone.
/// No key, hash or id of ours is in it but the ids of members of staff.
/// </summary>
/// <param name="Clinic">The clinic's name.</param>
/// <param name="MadeAt">When this was put together.</param>
/// <param name="Contact">Who the person is.</param>
/// <param name="Profile">How they live, read and take part.</param>
/// <param name="Consents">What they were asked and answered.</param>
/// <param name="Conversation">What they wrote, and what was written to them as far as it is kept.</param>
/// <param name="WaitingTexts">Texts that are decided and not yet sent.</param>
/// <param name="Remembered">What the program remembers, by name.</param>
/// <param name="Answers">What was understood of their answers.</param>
/// <param name="Scores">Totals of questionnaires.</param>
/// <param name="Cases">When the care team was asked to look, and what came of it.</param>
/// <param name="Deliveries">What became of texts.</param>
/// <param name="History">All that happened, in order.</param>
/// <param name="WhoLooked">Who looked at or changed these data.</param>
public sealed record PatientDocument(
    string Clinic,
    DateTimeOffset MadeAt,
    PersonContact Contact,
    PersonProfile Profile,
    IReadOnlyList<PersonConsent> Consents,
    IReadOnlyList<PersonText> Conversation,
    IReadOnlyList<string> WaitingTexts,
    IReadOnlyDictionary<string, string> Remembered,
    IReadOnlyList<PersonAnswer> Answers,
    IReadOnlyList<PersonScore> Scores,
    IReadOnlyList<PersonCase> Cases,
    IReadOnlyList<PersonEvent> Deliveries,
    IReadOnlyList<PersonEvent> History,
    IReadOnlyList<PersonAccess> WhoLooked)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => "[patient document]";
}

/// <summary>Who a person is.</summary>
public sealed record PersonContact(string Name, string Phone)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => "[contact]";
}

/// <summary>How a person lives, reads and takes part.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="TextsFrom">The earliest local time of program texts.</param>
/// <param name="TextsUntil">The latest.</param>
/// <param name="State">The US state; null: not known.</param>
/// <param name="Discharge">The day of discharge, where the clinic told.</param>
/// <param name="Appointment">The day of the next appointment, where the clinic told.</param>
/// <param name="Reading">How plain their texts are.</param>
/// <param name="Tone">How they speak.</param>
/// <param name="Format">How much they say.</param>
/// <param name="Program">The program and its version.</param>
/// <param name="Status">Where they are in it.</param>
/// <param name="Engagement">How much they take part.</param>
/// <param name="Symptoms">Where symptoms go, by questionnaires.</param>
/// <param name="Research">Whether their data may be used in research.</param>
/// <param name="Enrolled">When the clinic enrolled them.</param>
/// <param name="PausedUntil">Until when they asked for quiet.</param>
/// <param name="Mastered">Skills that count as mastered.</param>
/// <param name="LastReason">Why the last text came.</param>
public sealed record PersonProfile(
    string TimeZone, string Language, string TextsFrom, string TextsUntil, string? State, string? Discharge, string? Appointment, string Reading, string Tone,
    string Format, string Program, string Status, string Engagement, string Symptoms, string Research, DateTimeOffset Enrolled, DateTimeOffset? PausedUntil,
    IReadOnlyList<string> Mastered, string? LastReason);

/// <summary>A question for consent and what came of it.</summary>
/// <param name="To">To what: care, research, guardian.</param>
/// <param name="Version">The text's name and version.</param>
/// <param name="Language">Its language.</param>
/// <param name="Shown">What was shown.</param>
/// <param name="OnFile">Where the clinic holds it.</param>
/// <param name="Relationship">Who answered for a person under age.</param>
/// <param name="Asked">When it was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Answered">When.</param>
/// <param name="Withdrawn">When it was taken back.</param>
public sealed record PersonConsent(
    string To, string? Version, string? Language, string? Shown, string? OnFile, string? Relationship, DateTimeOffset? Asked, string Answer, DateTimeOffset? Answered,
    DateTimeOffset? Withdrawn);

/// <summary>A text.</summary>
/// <param name="At">When.</param>
/// <param name="From">Who wrote: the person, the clinic's staff, or the program.</param>
/// <param name="Text">The words.</param>
/// <param name="ReadAs">What the words were classed as when they came, and why; null where they were not.</param>
public sealed record PersonText(DateTimeOffset At, string From, string Text, string? ReadAs)
{
    /// <summary>Shows no words.</summary>
    public override string ToString() => "[text]";
}

/// <summary>An answer to a question.</summary>
/// <param name="At">When.</param>
/// <param name="Step">The step that asked.</param>
/// <param name="Answer">What was understood.</param>
public sealed record PersonAnswer(DateTimeOffset At, string Step, string Answer);

/// <summary>The total of a questionnaire.</summary>
public sealed record PersonScore(DateTimeOffset At, string Questionnaire, int Score, string? Meaning, int? ChangeSinceLast);

/// <summary>A case: somebody should look.</summary>
/// <param name="Number">Its number among the person's cases, from 1 up.</param>
/// <param name="Opened">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Events">What was done, with the notes of staff.</param>
public sealed record PersonCase(int Number, DateTimeOffset Opened, string Reason, string Status, IReadOnlyList<PersonEvent> Events);

/// <summary>Something that happened.</summary>
public sealed record PersonEvent(DateTimeOffset At, string What)
{
    /// <summary>Shows no words.</summary>
    public override string ToString() => "[event]";
}

/// <summary>A look at these data, or a change of them.</summary>
/// <param name="At">When.</param>
/// <param name="Who">The clinic's id of the member of staff or the system.</param>
/// <param name="What">What was called.</param>
/// <param name="Why">The purpose of use, as HL7 names it.</param>
public sealed record PersonAccess(DateTimeOffset At, string Who, string What, string Why);
