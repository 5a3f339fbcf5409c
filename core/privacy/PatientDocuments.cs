using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Cases;
using MicroCare.Core.Consent;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Programs;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Privacy;

/// <summary>Puts together what a person has a right to see.</summary>
/// <param name="state">Their journey.</param>
/// <param name="name">Their name.</param>
/// <param name="phone">Their number.</param>
/// <param name="facts">All facts of theirs, with words.</param>
/// <param name="sent">Texts that were sent, and when they were decided.</param>
/// <param name="waiting">Texts in the outbox.</param>
/// <param name="audit">Who looked.</param>
/// <param name="clinic">The clinic's name.</param>
public sealed class PatientDocuments(
    JourneyState state, PatientText name, PatientText phone, ImmutableArray<JourneyFact> facts, ImmutableArray<(Instant At, PatientText Body)> sent,
    ImmutableArray<PatientText> waiting, ImmutableArray<AuditEntry> audit,
    string clinic)
{
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(state.Zone) ?? DateTimeZone.Utc;

    /// <summary>The document.</summary>
    public PatientDocument Make(Instant now) => new(
        clinic,
        At(now),
        new PersonContact(name.Words, phone.Words),
        Profile(),
        [.. ConsentRecords.Of(facts).Select(Consent)],
        Conversation(),
        [.. waiting.Select(text => Filled(text.Words))],
        Remembered(),
        [.. facts.OfType<JourneyFact.AnswerUnderstood>().Select(answer => new PersonAnswer(At(answer.At), answer.Step.Value, answer.Answer.Code))],
        [.. facts.OfType<JourneyFact.InstrumentScored>().Select(score => new PersonScore(At(score.At), score.Instrument, score.Score, score.Band, score.Change))],
        Cases(),
        [.. facts.Where(fact => fact is JourneyFact.TextDelivered or JourneyFact.TextFailed or JourneyFact.TextExpired).Select(Event)],
        [.. facts.Select(Event)],
        [.. audit.OrderBy(entry => entry.When).Select(entry => new PersonAccess(At(entry.When), entry.Who, entry.What, entry.Why))]);

    private PersonProfile Profile() => new(
        state.Zone, state.Language, TimeOfDay.Format(state.Window.From), TimeOfDay.Format(state.Window.To), state.UsState, state.Discharge?.ToString("uuuu-MM-dd", null),
        state.Appointment?.ToString("uuuu-MM-dd", null), FactWords.Plain(state.Level), FactWords.Plain(state.Tone), FactWords.Plain(state.Format),
        $"{state.Program}, version {state.ProgramVersion}", FactWords.Plain(state.Phase), FactWords.Plain(state.Engagement), FactWords.Plain(state.Course),
        FactWords.Plain(state.Research), At(state.EnrolledAt), AtOrNull(state.PausedUntil), state.Mastered, state.LastWhy);

    private PersonConsent Consent(ConsentRecord record) => new(
        FactWords.Plain(record.Kind), record.Version, record.Language, record.Shown, record.Source, record.Relationship, AtOrNull(record.AskedAt),
        FactWords.Plain(record.Answer), AtOrNull(record.AnsweredAt), AtOrNull(record.WithdrawnAt));

    private List<PersonText> Conversation()
    {
        var texts = new List<PersonText>();
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case JourneyFact.CaseNoted or JourneyFact.CaseResolved:
                    break; // Staff among themselves: with the case.
                case JourneyFact.StaffWrote:
                    break; // With what was sent.
                case { Words: { } words }:
                    texts.Add(new PersonText(
                        At(fact.At), "you", words.Words,
                        fact.Triage is { } triage ? string.Join("; ", triage.Reasons.Prepend(FactWords.Plain(triage.Class))) : null));
                    break;
            }
        }

        var writers = facts.OfType<JourneyFact.StaffWrote>().ToLookup(fact => fact.At, fact => (fact.Words?.Words, fact.By));
        texts.AddRange(sent.Select(text => new PersonText(
            At(text.At), writers[text.At].FirstOrDefault(wrote => wrote.Words == text.Body.Words).By is { } by ? $"care team ({by})" : "program", Filled(text.Body.Words), null)));
        return [.. texts.OrderBy(text => text.At)]; // Stable: what somebody wrote comes before its answer.
    }

    private List<PersonCase> Cases()
    {
        var cases = new List<PersonCase>();
        foreach (var opened in facts.OfType<JourneyFact.CaseOpened>())
        {
            var events = facts.Where(fact => CaseFile.CaseOf(fact) == opened.Case && fact != opened).ToList();
            var status = events.Aggregate(CaseStatus.Open, (before, fact) => ActionOf(fact) is { } action ? CaseTransitions.Next(before, action) ?? before : before);
            cases.Add(new PersonCase(
                cases.Count + 1, At(opened.At), FactWords.Plain(opened.Reason), FactWords.Plain(status),
                [.. events.Select(fact => fact.Words is { } words ? new PersonEvent(At(fact.At), $"{FactWords.Of(fact)} Note: {words.Words}") : Event(fact))]));
        }

        return cases;
    }

    private static CaseAction? ActionOf(JourneyFact fact) => fact switch
    {
        JourneyFact.CaseRenewed => CaseAction.Renew,
        JourneyFact.CaseAcknowledged => CaseAction.Acknowledge,
        JourneyFact.CaseAssigned => CaseAction.Assign,
        JourneyFact.CaseNoted => CaseAction.Note,
        JourneyFact.CaseResolved => CaseAction.Resolve,
        JourneyFact.CaseTakenBack => CaseAction.TakeBack,
        _ => null,
    };

    private Dictionary<string, string> Remembered()
    {
        var remembered = state.Memories.ToDictionary(memory => memory.Key, memory => Told(memory.Value), StringComparer.Ordinal);
        foreach (var (item, answer) in state.Items)
        {
            remembered.TryAdd($"answer to {item}", answer.ToString(CultureInfo.InvariantCulture));
        }

        return remembered;
    }

    private static string Told(Memory memory) => memory switch
    {
        Memory.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        Memory.YesNo yes => yes.Value ? "yes" : "no",
        Memory.Choice choice => choice.Option,
        Memory.Time time => TimeOfDay.Format(time.Value),
        Memory.Words words => words.Text?.Words ?? "",
        _ => throw new ArgumentOutOfRangeException(nameof(memory), memory.GetType().Name, "Nothing tells this memory in words."),
    };

    private string Filled(string template) => TextTemplate.Fill(template, name.Words, clinic);

    private PersonEvent Event(JourneyFact fact) => new(At(fact.At), FactWords.Of(fact));

    private DateTimeOffset At(Instant instant) => instant.InZone(_zone).ToDateTimeOffset();

    private DateTimeOffset? AtOrNull(Instant? instant) => instant is { } at ? At(at) : null;
}
