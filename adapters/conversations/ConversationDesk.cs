using System.Collections.Immutable;
using MicroCare.Adapters.Journeys;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;

namespace MicroCare.Adapters.Conversations;

/// <summary>Puts a conversation together: what the patient wrote from the facts, what we sent from the words that were kept beside them.</summary>
public sealed class ConversationDesk(IPatientStore store, IClinics clinics) : IConversations
{
    /// <inheritdoc />
    public async Task<Conversation?> ReadAsync(PatientId patient, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(patient, cancellationToken) is not { } record)
        {
            return null;
        }

        var facts = await store.ReadFactsAsync(patient, cancellationToken);
        var sent = await store.ReadSentAsync(patient, cancellationToken);
        var clinic = clinics.Get(record.State.Clinic).Name;
        var theirs = facts.Where(PatientWords.AreIn).GroupBy(fact => (fact.At, fact.Words!.Words)).Select(text =>
        {
            var first = text.First(); // Two facts of one text: it is classed in the first.
            return new ConversationText(first.Sequence, first.At, ConversationSide.Patient, null, null, first.Words, null, first.Triage);
        });
        var ours = OurTexts.Of(facts, sent).Select(text =>
            text with { Words = text.Words is { } body ? new PatientText(TextTemplate.Fill(body.Words, record.Contact.Name.Words, clinic)) : null });
        return new Conversation(record.State.Clinic, [.. theirs.Concat(ours).OrderBy(text => text.Number)]);
    }
}

/// <summary>The texts that we sent: every fact that tells of one, and every one whose words were kept.</summary>
internal static class OurTexts
{
    public static IEnumerable<ConversationText> Of(ImmutableArray<JourneyFact> facts, ImmutableArray<SentText> sent)
    {
        var told = new Dictionary<EffectKey, ConversationText>();
        foreach (var text in sent)
        {
            told[text.Key] = new ConversationText(NumberOf(text.Key), text.At, ConversationSide.Program, null, null, text.Body, TextFate.Sent, null);
        }

        foreach (var fact in facts)
        {
            switch (fact)
            {
                case JourneyFact.ConsentAsked asked:
                    Tell(asked.Text, fact, text => text);
                    break;
                case JourneyFact.ResearchAsked asked:
                    Tell(asked.Text, fact, text => text);
                    break;
                case JourneyFact.CheckInSent checkIn:
                    Tell(checkIn.Text, fact, text => text);
                    break;
                case JourneyFact.ProgramCompleted completed:
                    Tell(completed.Text, fact, text => text);
                    break;
                case JourneyFact.PromptSent prompt:
                    Tell(prompt.Text, fact, text => text with { Step = prompt.Step });
                    break;
                case JourneyFact.StepTextSent more:
                    Tell(more.Text, fact, text => text with { Step = more.Step });
                    break;
                case JourneyFact.ReminderSent reminder:
                    Tell(reminder.Text, fact, text => text with { Step = reminder.Step });
                    break;
                case JourneyFact.AnswerSent answer:
                    Tell(answer.Text, fact, text => text with { By = answer.Purpose == TextPurpose.Safety ? ConversationSide.Safety : ConversationSide.Program });
                    break;
                case JourneyFact.StaffWrote wrote:
                    Tell(wrote.Text, fact, text => text with { By = ConversationSide.Staff, StaffId = wrote.By, Words = text.Words ?? fact.Words });
                    break;
                case JourneyFact.TextDelivered delivered:
                    Became(delivered.Text, TextFate.Delivered);
                    break;
                case JourneyFact.TextFailed failed:
                    Became(failed.Text, TextFate.Failed);
                    break;
                case JourneyFact.TextExpired expired:
                    Became(expired.Text, TextFate.Expired);
                    break;
            }
        }

        return told.Values;

        void Tell(EffectKey key, JourneyFact fact, Func<ConversationText, ConversationText> more) => told[key] = more(
            told.GetValueOrDefault(key) ?? new ConversationText(NumberOf(key), fact.At, ConversationSide.Program, null, null, null, TextFate.Sent, null));

        void Became(EffectKey key, TextFate fate)
        {
            if (told.TryGetValue(key, out var text))
            {
                told[key] = text with { Delivery = fate };
            }
        }
    }

    private static int NumberOf(EffectKey key) => key.TryRead(out _, out var sequence) ? sequence : 0;
}
