using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Safety;

/// <summary>What must hold of a patient's phone, cases and calls, whatever happened.</summary>
internal static class SafetyInvariants
{
    private static readonly Duration FreshAnswer = Duration.FromMinutes(31); // Decided within 15 minutes of the patient's text, useful for 15.
    private static readonly Duration UsefulStaffText = Duration.FromHours(1);
    private static readonly Duration Conversation = Duration.FromHours(3);

    /// <summary>What does not hold; null where all does.</summary>
    public static string? Broken(SafetyWorld world, PatientId patient, IReadOnlyList<InboundText> written)
    {
        var facts = world.Facts(patient);
        return AfterStop(world) ?? AtNight(world, facts) ?? BeforeConsent(world) ?? Twice(world, facts) ?? OutOfOrder(world)
            ?? Unanswered(world, facts, written) ?? WithoutACase(world, patient, facts);
    }

    private static string? AfterStop(SafetyWorld world) => world.Phone.Texts
        .Where(text => text.State.Phase == JourneyPhase.OptedOut && text.Purpose is not (TextPurpose.StopConfirmation or TextPurpose.Safety))
        .Select(text => $"{text.Key} ({text.Purpose}) went out after STOP.").FirstOrDefault();

    private static string? AtNight(SafetyWorld world, IReadOnlyList<JourneyFact> facts) => world.Phone.Texts.Where(text => !MayGo(text, facts)).Select(text => $"{text.Key} ({text.Purpose}) went out in quiet hours.").FirstOrDefault();

    private static bool MayGo(PhoneText text, IReadOnlyList<JourneyFact> facts)
    {
        if (QuietHours.Allow(text.At.InZone(LocalClock.Zone(text.State.Zone)).TimeOfDay) || text.Purpose == TextPurpose.Safety)
        {
            return true;
        }

        var sinceWritten = text.At - (text.State.LastWroteAt ?? Instant.MinValue);
        return text.Purpose switch
        {
            TextPurpose.Answer or TextPurpose.StopConfirmation or TextPurpose.Consent => sinceWritten <= FreshAnswer,
            TextPurpose.Staff => sinceWritten <= Conversation || text.State.Cases.Any(one => one.Urgency == CaseUrgency.Emergency)
                || facts.OfType<JourneyFact.CaseResolved>().Any(fact => fact.At <= text.At && text.At - fact.At <= UsefulStaffText),
            _ => false,
        };
    }

    private static string? BeforeConsent(SafetyWorld world) => world.Phone.Texts
        .Where(text => text.Purpose is TextPurpose.Prompt or TextPurpose.CheckIn or TextPurpose.Closing && text.State.ConsentGivenAt is null)
        .Select(text => $"{text.Key} ({text.Purpose}) went out before consent.").FirstOrDefault();

    private static string? Twice(SafetyWorld world, IReadOnlyList<JourneyFact> facts)
    {
        if (world.Phone.Texts.GroupBy(text => text.Key).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            return $"{doubled.Key} reached the phone twice.";
        }

        if (facts.OfType<JourneyFact.PromptSent>().GroupBy(fact => fact.Step).FirstOrDefault(group => group.Count() > 1) is { } step)
        {
            return $"Step {step.Key} was decided twice.";
        }

        var stops = facts.OfType<JourneyFact.OptedOut>().Count(fact => fact.Channel == OptOutChannel.Text);
        return world.Phone.Texts.Count(text => text.Purpose == TextPurpose.StopConfirmation) > stops ? "A STOP was confirmed twice." : null;
    }

    private static string? OutOfOrder(SafetyWorld world)
    {
        var numbers = world.Phone.Texts.Select(text => text.Key.TryRead(out _, out var number) ? number : 0).ToList();
        return numbers.Zip(numbers.Skip(1)).Any(pair => pair.Second < pair.First) ? $"Texts overtook each other: {string.Join(' ', numbers)}." : null;
    }

    private static string? Unanswered(SafetyWorld world, IReadOnlyList<JourneyFact> facts, IReadOnlyList<InboundText> written)
    {
        var told = written.Count(Interleaving.IsCrisis);
        var received = facts.OfType<JourneyFact.CrisisTextReceived>().Count();
        var answers = facts.OfType<JourneyFact.AnswerSent>().Where(fact => fact.Purpose == TextPurpose.Safety).Select(fact => fact.Text).ToList();
        if (told != received || answers.Count != received)
        {
            return $"{told} texts of danger were written, {received} received, {answers.Count} answered.";
        }

        var lost = facts.OfType<JourneyFact.TextExpired>().Select(fact => fact.Text).Concat(facts.OfType<JourneyFact.TextFailed>().Select(fact => fact.Text)).ToHashSet();
        return answers.Where(key => !lost.Contains(key) && world.Phone.Texts.TrueForAll(text => text.Key != key)).Select(key => $"Answer {key} to a text of danger never went out.").FirstOrDefault();
    }

    private static string? WithoutACase(SafetyWorld world, PatientId patient, IReadOnlyList<JourneyFact> facts)
    {
        if (!facts.OfType<JourneyFact.CrisisTextReceived>().Any())
        {
            return null;
        }

        var clinic = world.Policy.Id;
        var shown = new[] { CaseStatus.Open, CaseStatus.Acknowledged, CaseStatus.Resolved }
            .SelectMany(status => world.Board.ListAsync(clinic, new CaseQuery(status, Patient: patient, Most: 1_000), CancellationToken.None).Result)
            .ToDictionary(one => one.Case.Id, one => one.Case);
        foreach (var opened in facts.OfType<JourneyFact.CaseOpened>())
        {
            if (!shown.TryGetValue(opened.Case, out var one) || (one.Status != CaseStatus.Resolved && !world.Record(patient).State.Cases.Contains(one)))
            {
                return $"Case {opened.Case} is not shown as it stands.";
            }
        }

        var emergencies = facts.OfType<JourneyFact.CaseOpened>().Where(fact => fact.Reason == CaseReason.Crisis).Select(fact => fact.Case).ToHashSet();
        var rounds = emergencies.Select(one => (one, 1))
            .Concat(facts.OfType<JourneyFact.CaseRenewed>().Where(fact => emergencies.Contains(fact.Case)).Select(fact => (fact.Case, fact.Round)));
        return rounds.Except(world.Calls.Calls).Select(call => $"Nobody was called for {call.Item1}, round {call.Item2}.").FirstOrDefault()
            ?? (emergencies.Count == 0 ? "A text of danger has no case." : null);
    }
}
