using System.Collections.Immutable;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Core.Consent;

/// <summary>Reads the record of a patient's consents out of their facts: what was shown, when, what was answered, from where, and what was taken back.</summary>
/// <remarks>45 CFR 164.508(b)(6) and 164.530(j) ask for the record of an authorization, and 47 CFR 64.1200(a)(10) makes a revocation by text count.</remarks>
public static class ConsentRecords
{
    /// <summary>The records, in the order in which they began. A question that was asked again is a record of its own.</summary>
    /// <param name="facts">All facts of the patient, in order.</param>
    public static ImmutableArray<ConsentRecord> Of(IEnumerable<JourneyFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var records = new List<ConsentRecord>();
        foreach (var fact in facts)
        {
            Take(records, fact);
        }

        return [.. records];
    }

    /// <summary>Since when the patient has wanted no texts; null where they take them.</summary>
    public static Instant? OptedOutSince(IEnumerable<JourneyFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Instant? since = null;
        foreach (var fact in facts)
        {
            since = fact switch
            {
                JourneyFact.OptedOut => fact.At,
                JourneyFact.OptedIn => null,
                _ => since,
            };
        }

        return since;
    }

    private static void Take(List<ConsentRecord> records, JourneyFact fact)
    {
        switch (fact)
        {
            case JourneyFact.Enrolled enrolled:
                records.Add(new ConsentRecord(ConsentKind.Care, null, ConsentAnswer.Yes) { Source = enrolled.ConsentSource, AnsweredAt = fact.At });
                if (enrolled.Guardian is { } guardian)
                {
                    records.Add(new ConsentRecord(ConsentKind.Guardian, null, ConsentAnswer.Yes)
                    {
                        Source = guardian.Source,
                        Relationship = guardian.Relationship,
                        AnsweredAt = fact.At,
                    });
                }

                break;
            case JourneyFact.ConsentAsked asked:
                records.Add(Asked(ConsentKind.Care, asked.Shown, fact.At));
                break;
            case JourneyFact.ConsentGiven given:
                Answer(records, ConsentKind.Care, ConsentAnswer.Yes, fact.At, given.Version, given.From);
                break;
            case JourneyFact.ConsentDeclined:
                Answer(records, ConsentKind.Care, ConsentAnswer.No, fact.At);
                break;
            case JourneyFact.ConsentUnclear:
                Answer(records, ConsentKind.Care, ConsentAnswer.Unclear, fact.At);
                break;
            case JourneyFact.ConsentOutdated:
                EndYes(records, ConsentKind.Care, record => record.AskedAt is null ? record : record with { OutdatedAt = fact.At });
                break;
            case JourneyFact.OptedOut:
                EndYes(records, ConsentKind.Care, record => record with { WithdrawnAt = fact.At });
                break;
            case JourneyFact.OptedIn when records.Exists(record => record.Kind == ConsentKind.Care && record.WithdrawnAt is not null && record.AskedAt is not null):
                Answer(records, ConsentKind.Care, ConsentAnswer.Yes, fact.At); // START brings back the yes that STOP took.
                break;
            case JourneyFact.ResearchAsked asked:
                records.Add(Asked(ConsentKind.Research, asked.Shown, fact.At));
                break;
            case JourneyFact.ResearchConsented { ByClinic: true } filed:
                records.Add(new ConsentRecord(ConsentKind.Research, null, ConsentAnswer.Yes) { Source = filed.Version, AnsweredAt = fact.At });
                break;
            case JourneyFact.ResearchConsented consented:
                Answer(records, ConsentKind.Research, ConsentAnswer.Yes, fact.At, consented.Version);
                break;
            case JourneyFact.ResearchRefused { Withdrawn: true }:
                EndYes(records, ConsentKind.Research, record => record with { WithdrawnAt = fact.At });
                break;
            case JourneyFact.ResearchRefused:
                Answer(records, ConsentKind.Research, ConsentAnswer.No, fact.At);
                break;
        }
    }

    private static ConsentRecord Asked(ConsentKind kind, ConsentShown? shown, Instant at) =>
        new(kind, shown?.Version, ConsentAnswer.None) { Language = shown?.Language, Shown = shown?.Words, AskedAt = at };

    // An answer belongs to the question that was asked last. One that had an answer keeps it: who changes their mind gets a record more.
    private static void Answer(List<ConsentRecord> records, ConsentKind kind, ConsentAnswer answer, Instant at, string? version = null, string? from = null)
    {
        var last = records.FindLastIndex(record => record.Kind == kind && record.AskedAt is not null);
        var asked = last < 0 ? new ConsentRecord(kind, version, ConsentAnswer.None) : records[last];
        var answered = asked with { Answer = answer, AnsweredAt = at, Version = version ?? asked.Version, From = from, WithdrawnAt = null, OutdatedAt = null };
        if (last >= 0 && asked.Answer is (ConsentAnswer.None or ConsentAnswer.Unclear))
        {
            records[last] = answered;
        }
        else
        {
            records.Add(answered);
        }
    }

    // STOP takes back whatever yes there is, on paper or by text.
    private static void EndYes(List<ConsentRecord> records, ConsentKind kind, Func<ConsentRecord, ConsentRecord> end)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i] is { Answer: ConsentAnswer.Yes, WithdrawnAt: null, OutdatedAt: null } record && record.Kind == kind)
            {
                records[i] = end(record);
            }
        }
    }
}
