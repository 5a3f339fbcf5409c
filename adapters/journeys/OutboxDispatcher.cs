using System.Collections.Immutable;
using MicroCare.Adapters.Costs;
using MicroCare.Adapters.Phones;
using MicroCare.Adapters.Texting;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MicroCare.Adapters.Journeys;

/// <summary>
/// Carries out what stands in a patient's outbox: at least once, each effect under its own key. Texts go out in order, one that has to wait holding up those behind
/// it; cases and calls for people wait for no text.
/// </summary>
public sealed class OutboxDispatcher(
    ITextSender sender, TextPace pace, TextMeter meter, IPhoneBook phones, ICaseBoard cases, ICallQueue calls, ICarrierOptOuts carrier, IProgramFaults faults,
    SettledEffects settled, IClinics clinics, ILogger<OutboxDispatcher> log)
{
    /// <summary>Carries out what can be; says what became of the rest. Texts keep their order: behind one that waits, all wait.</summary>
    /// <param name="record">Whose outbox.</param>
    /// <param name="now">The present.</param>
    /// <param name="inConversation">The patient has just written: nothing that stands in the outbox waits its turn.</param>
    /// <param name="cancellationToken">Gives up; what was carried out stays so.</param>
    public async Task<DispatchReport> DispatchAsync(PatientRecord record, Instant now, bool inConversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var patient = record.State.Patient;
        var inputs = ImmutableArray.CreateBuilder<JourneyInput>();
        var line = new Line(record.Outbox.Select(pending => pending.Effect).Where(effect => !settled.Of(patient).Contains(effect.Key)), inConversation, pace);
        foreach (var pending in record.Outbox)
        {
            if (settled.Of(patient).Contains(pending.Effect.Key))
            {
                continue;
            }

            switch (pending.Effect)
            {
                case JourneyEffect.SendText text when now >= text.NotAfter:
                    pace.Leave(text.Key);
                    AdapterLog.TextExpired(log, text.Key.Value);
                    inputs.Add(new JourneyInput.TextExpired(text.Key) { Id = new($"expired-{text.Key}") });
                    break;
                case JourneyEffect.SendText text when line.MayGo(text):
                    try
                    {
                        if (await SendAsync(record, text, pending.DecidedAt, cancellationToken) is { } refusal)
                        {
                            inputs.Add(refusal);
                        }
                    }
                    catch (TextNotSentException fault)
                    {
                        AdapterLog.TextWaits(log, text.Key.Value, fault.Cause);
                        line.Stop(text, fault);
                    }

                    break;
                case JourneyEffect.SendText text:
                    if (line.Slot is { } slot)
                    {
                        AdapterLog.TextLinesUp(log, text.Key.Value, slot);
                    }

                    break;
                case JourneyEffect.ShowCase shown:
                    await cases.ShowAsync(new ClinicCase(shown.Clinic, shown.Patient, shown.Case), SequenceOf(shown.Key), cancellationToken);
                    settled.Add(patient, shown.Key);
                    break;
                case JourneyEffect.CallPeople call:
                    AdapterLog.PeopleNeeded(log, call.Case.Value, call.Round);
                    await calls.CallAsync(call.Case, call.Round, cancellationToken);
                    settled.Add(patient, call.Key);
                    break;
                case JourneyEffect.TellCarrier when line.Waits:
                    break; // The text before it must be through: the carrier lets none through afterwards.
                case JourneyEffect.TellCarrier tell:
                    await TellCarrierAsync(record, tell, cancellationToken);
                    settled.Add(patient, tell.Key);
                    break;
                case JourneyEffect.ReportProgramFault fault:
                    AdapterLog.ProgramFaulted(log, fault.Program.Value, fault.ProgramVersion, fault.Step.Value, fault.Fault.ToString());
                    await faults.KeepAsync(fault, pending.DecidedAt, cancellationToken);
                    settled.Add(patient, fault.Key);
                    break;
                default:
                    throw new InvalidOperationException($"Nobody carries out {pending.Effect.GetType().Name}.");
            }
        }

        return new DispatchReport(inputs.DrainToImmutable(), line.Cause, line.Slot);
    }

    // Our own list is the one that counts; the carrier's is told for good measure, and what it refuses (a toll-free number's list is its own) is only logged.
    private async Task TellCarrierAsync(PatientRecord record, JourneyEffect.TellCarrier tell, CancellationToken cancellationToken)
    {
        try
        {
            await (tell.OptedOut ? carrier.AddAsync(record.Contact.Phone, cancellationToken) : carrier.RemoveAsync(record.Contact.Phone, cancellationToken));
        }
        catch (OptOutListException fault)
        {
            AdapterLog.CarrierNotTold(log, record.State.Patient.Value, fault.Cause);
        }
    }

    private static int SequenceOf(EffectKey key) => key.TryRead(out _, out var sequence) ? sequence : 0;

    private async Task<JourneyInput.DeliveryReported?> SendAsync(
        PatientRecord record, JourneyEffect.SendText text, Instant decidedAt, CancellationToken cancellationToken)
    {
        var body = text.Body ?? throw new InvalidOperationException($"Text {text.Key} has lost its body.");
        var words = TextTemplate.Fill(body.Words, record.Contact.Name.Words, clinics.Get(record.State.Clinic).Name);
        var result = await sender.SendAsync(
            new OutgoingText(text.Key, decidedAt, record.Contact.Phone, new PatientText(words)), cancellationToken);
        if (result == SendResult.Accepted)
        {
            settled.Add(record.State.Patient, text.Key);
            meter.Sent(text.Key, record.State.Clinic, text.Purpose, words);
            phones.Remember(record.Contact.Phone, record.State.Patient); // The reply will be asking.
            return null;
        }

        AdapterLog.TextRefused(log, text.Key.Value, result.ToString());
        var outcome = result == SendResult.Blocked ? DeliveryOutcome.Blocked : DeliveryOutcome.Failed;
        return new JourneyInput.DeliveryReported(text.Key, outcome, "refused") { Id = new InputId($"refused-{text.Key}") };
    }

    /// <summary>The texts of one outbox, in order: once the first is let through, those that belong to it go along.</summary>
    private sealed class Line
    {
        private readonly TextPace _pace;
        private readonly bool _holdsAnAnswer;
        private bool _open;
        private bool _stopped;

        public Line(IEnumerable<JourneyEffect> outbox, bool inConversation, TextPace pace)
        {
            _pace = pace;
            _open = inConversation;
            _holdsAnAnswer = outbox.OfType<JourneyEffect.SendText>().Any(text => !TextPace.Waits(text.Purpose));
        }

        /// <summary>When the first that waits its turn may go; null when none does.</summary>
        public Instant? Slot { get; private set; }

        /// <summary>Whether a text of this outbox waits, for its turn or for the carrier.</summary>
        public bool Waits => _stopped;

        /// <summary>Why the carrier took none; null when it took all that went.</summary>
        public string? Cause { get; private set; }

        public bool MayGo(JourneyEffect.SendText text)
        {
            if (_stopped)
            {
                return false;
            }

            // Beside an answer nothing waits: it would have to overtake, or be overtaken.
            if (!_open && !_holdsAnAnswer && TextPace.Waits(text.Purpose))
            {
                Slot = _pace.Claim(text.Key, text.NotAfter);
                (_open, _stopped) = (Slot is null, Slot is not null);
                return _open;
            }

            _pace.Count(text.Key);
            return true;
        }

        public void Stop(JourneyEffect.SendText text, TextNotSentException fault)
        {
            _stopped = true;
            if (fault.TooMany)
            {
                Slot = _pace.Refused(text.Key, text.NotAfter, fault.RetryAfter);
            }
            else
            {
                _pace.Keep(text.Key, text.NotAfter);
            }

            Cause = fault.TooMany && TextPace.Waits(text.Purpose) ? null : fault.Cause;
        }
    }
}

/// <summary>What became of a dispatch.</summary>
/// <param name="Inputs">What the journey has to be told of: texts that will never go out.</param>
/// <param name="Waiting">Why texts still wait that the carrier did not take; null when there are none.</param>
/// <param name="Slot">When the first of those that wait their turn may go; null when none waits.</param>
public sealed record DispatchReport(ImmutableArray<JourneyInput> Inputs, string? Waiting, Instant? Slot);
