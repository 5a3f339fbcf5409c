using System.Collections.Immutable;
using MicroCare.Adapters.Phones;
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
    ITextSender sender, IPhoneBook phones, ICaseBoard cases, ICallQueue calls, ICarrierOptOuts carrier, IProgramFaults faults, SettledEffects settled, IClinics clinics,
    ILogger<OutboxDispatcher> log)
{
    /// <summary>Carries out what can be; says what became of the rest.</summary>
    public async Task<DispatchReport> DispatchAsync(PatientRecord record, Instant now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var patient = record.State.Patient;
        var inputs = ImmutableArray.CreateBuilder<JourneyInput>();
        string? waiting = null;
        foreach (var pending in record.Outbox)
        {
            if (settled.Of(patient).Contains(pending.Effect.Key))
            {
                continue;
            }

            switch (pending.Effect)
            {
                case JourneyEffect.SendText text when now >= text.NotAfter:
                    AdapterLog.TextExpired(log, text.Key.Value);
                    inputs.Add(new JourneyInput.TextExpired(text.Key) { Id = new($"expired-{text.Key}") });
                    break;
                case JourneyEffect.SendText when waiting is not null:
                    break;
                case JourneyEffect.SendText text:
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
                        waiting = fault.Cause;
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
                case JourneyEffect.TellCarrier when waiting is not null:
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

        return new DispatchReport(inputs.DrainToImmutable(), waiting);
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
            phones.Remember(record.Contact.Phone, record.State.Patient); // The reply will be asking.
            return null;
        }

        AdapterLog.TextRefused(log, text.Key.Value, result.ToString());
        var outcome = result == SendResult.Blocked ? DeliveryOutcome.Blocked : DeliveryOutcome.Failed;
        return new JourneyInput.DeliveryReported(text.Key, outcome, "refused") { Id = new InputId($"refused-{text.Key}") };
    }
}

/// <summary>What became of a dispatch.</summary>
/// <param name="Inputs">What the journey has to be told of: texts that will never go out.</param>
/// <param name="Waiting">Why texts still wait; null when none does.</param>
public sealed record DispatchReport(ImmutableArray<JourneyInput> Inputs, string? Waiting);
