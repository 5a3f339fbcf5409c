using MicroCare.Adapters.Journeys;
using MicroCare.Core.Cases;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Adapters.OnCall;

/// <summary>
/// Tells the people of a clinic, tier after tier; behind the last tier stands whoever runs the service, and then the list begins anew. The journey is told of
/// each tier, which is what makes the same tier twice a repeat.
/// </summary>
public sealed class OnCallDesk(
    IPatientStore store, IJourneys journeys, IClinics clinics, OnCallMessenger messenger, MicroCareSettings settings, TimeProvider time, ILogger<OnCallDesk> log) : IOnCall
{
    private static readonly TimeSpan AfterTheOperator = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan WhenNobodyWasReached = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task<CallReading> CallAsync(EffectKey patientCase, int round, int tier, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tier, 1);
        var record = patientCase.TryRead(out var patient, out _) ? await store.LoadAsync(patient, cancellationToken) : null;
        if (record?.State.Cases.FirstOrDefault(one => one.Id == patientCase) is not { CallsPeople: true } known || known.Round != round)
        {
            return new CallReading(Done: true, TimeSpan.Zero);
        }

        var clinic = clinics.Get(record.State.Clinic);
        var at = (tier - 1) % (clinic.OnCall.Length + 1);
        var isOperator = at == clinic.OnCall.Length;
        var patience = isOperator ? AfterTheOperator : clinic.AcknowledgeWithin.ToTimeSpan();
        if (tier <= known.TiersTold)
        {
            return new CallReading(Done: false, patience); // Told, and committed; only the engine did not hear of it.
        }

        var call = new TierMessage(clinic, known, tier, time.GetCurrentInstant());
        var reached = isOperator ? await AlarmOperatorAsync(call, cancellationToken) : await messenger.TellAsync(call, clinic.OnCall[at].Contacts, cancellationToken);
        AdapterLog.PeopleCalled(log, known.Id.Value, round, tier, reached);
        await journeys.TakeAsync(
            patient, new JourneyInput.PeopleCalled(known.Id, round, tier, reached, isOperator) { Id = new InputId($"call-{known.Id}-{round}-{tier}") }, cancellationToken);
        return new CallReading(Done: false, reached == 0 && !isOperator ? WhenNobodyWasReached : patience);
    }

    private async Task<int> AlarmOperatorAsync(TierMessage call, CancellationToken cancellationToken)
    {
        AdapterLog.NobodyCame(log, call.Case.Id.Value, call.Case.Round);
        return await messenger.TellAsync(call, [settings.Operator], cancellationToken);
    }
}

/// <summary>What a tier is told. Nothing of the patient: whoever takes the case looks it up.</summary>
/// <param name="Clinic">The clinic.</param>
/// <param name="Case">The case.</param>
/// <param name="Tier">Which tier, counting on when the list begins anew.</param>
/// <param name="At">When they are told.</param>
public sealed record TierMessage(ClinicPolicy Clinic, PatientCase Case, int Tier, Instant At)
{
    /// <summary>The text, in one GSM segment or two.</summary>
    public string Words => $"EMERGENCY at {Clinic.Name}: case {Case.Id}, round {Case.Round}. A patient may be in danger. Reply ACK to take the case, then look it up and call. Others are told until somebody does.";
}
