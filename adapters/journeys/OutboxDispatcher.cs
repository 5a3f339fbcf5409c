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

/// <summary>Carries out what stands in a patient's outbox, in order: at least once, each effect under its own key.</summary>
public sealed class OutboxDispatcher(
    ITextSender sender, IPhoneBook phones, ITaskBoard tasks, IProgramFaults faults, SettledEffects settled, ClinicDirectory clinics, ILogger<OutboxDispatcher> log)
{
    /// <summary>Carries out what can be; says what became of the rest.</summary>
    public async Task<DispatchReport> DispatchAsync(PatientRecord record, Instant now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var patient = record.State.Patient;
        var inputs = ImmutableArray.CreateBuilder<JourneyInput>();
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
                        return new DispatchReport(inputs.DrainToImmutable(), fault.Cause);
                    }

                    break;
                case JourneyEffect.OpenTask open:
                    await tasks.OpenAsync(open, pending.DecidedAt, cancellationToken);
                    settled.Add(patient, open.Key);
                    break;
                case JourneyEffect.CloseTask close:
                    await tasks.CloseAsync(close, pending.DecidedAt, cancellationToken);
                    settled.Add(patient, close.Key);
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

        return new DispatchReport(inputs.DrainToImmutable(), null);
    }

    private async Task<JourneyInput.DeliveryReported?> SendAsync(
        PatientRecord record, JourneyEffect.SendText text, Instant decidedAt, CancellationToken cancellationToken)
    {
        var body = text.Body ?? throw new InvalidOperationException($"Text {text.Key} has lost its body.");
        var words = TextTemplate.Fill(body.Words, record.Contact.Name.Words, clinics.NameOf(record.State.Clinic));
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
