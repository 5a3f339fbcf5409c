using System.Collections.Immutable;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.Phones;
using MicroCare.Core.Consent;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Erasures;

/// <summary>Erases a person from the stores.</summary>
/// <param name="store">Their journey, in whose place the marker stands.</param>
/// <param name="phones">Their number.</param>
/// <param name="stepper">Remembers journeys.</param>
/// <param name="cases">Their cases.</param>
/// <param name="letters">Messages of theirs that could not be handled.</param>
/// <param name="exports">Their rows in research data.</param>
/// <param name="requests">Answers that name them.</param>
/// <param name="book">What is left of them.</param>
/// <param name="pseudonyms">Makes the number's hash.</param>
/// <param name="time">The clock.</param>
/// <param name="grace">As in <see cref="IErasure.Grace"/>.</param>
public sealed class Erasure(
    IPatientStore store, IPhoneBook phones, JourneyStepper stepper, ICaseBoard cases, IDeadLetters letters, IExports exports, IRequestLedger requests, IErasureBook book,
    Pseudonyms pseudonyms, TimeProvider time, TimeSpan grace) : IErasure
{
    /// <inheritdoc />
    public TimeSpan Grace => grace;

    /// <inheritdoc />
    public async Task<ErasureRecord?> BeginAsync(
        IEnumerable<ClinicId> clinics, PatientId patient, string who, ErasureReason reason, CancellationToken cancellationToken)
    {
        var served = clinics.ToImmutableHashSet();
        if (await store.LoadAsync(patient, cancellationToken) is { State: var state })
        {
            return served.Contains(state.Clinic)
                ? await book.AddAsync(
                    new ErasureRecord(state.Clinic, patient, state.EnrolledAt.ToUnixTimeMilliseconds(), who, reason, time.GetCurrentInstant()), cancellationToken)
                : null;
        }

        foreach (var clinic in served)
        {
            if (await book.FindAsync(clinic, patient, cancellationToken) is { } record)
            {
                return record;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public Task<ErasureRecord?> FindAsync(ClinicId clinic, PatientId patient, CancellationToken cancellationToken) => book.FindAsync(clinic, patient, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<ErasureRecord>> ListUnfinishedAsync(CancellationToken cancellationToken) => book.ListUnfinishedAsync(cancellationToken);

    /// <inheritdoc />
    public async Task MarkAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        await store.MarkErasingAsync(target.Patient, target.Journey, cancellationToken);
        stepper.Forget(target.Patient);
    }

    /// <inheritdoc />
    public async Task EraseCasesAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        if (await MarkerAsync(target, cancellationToken) is not null)
        {
            await cases.EraseAsync(target.Clinic, target.Patient, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task EraseDeadLettersAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        if (await MarkerAsync(target, cancellationToken) is { } marker)
        {
            await letters.EraseAsync(target.Patient, marker.Phone, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task EraseFromExportsAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        if (await MarkerAsync(target, cancellationToken) is not null)
        {
            await exports.EraseAsync(target.Clinic.Value, target.Patient, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task ForgetAnswersAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        if (await MarkerAsync(target, cancellationToken) is not null)
        {
            await requests.RemoveNamingAsync(target.Patient.Value, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task KeepEvidenceAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        // Facts go only after the record has the evidence: a repeat finds all of them, or nothing left to do.
        if (await MarkerAsync(target, cancellationToken) is not { } marker || await RecordAsync(target, cancellationToken) is not { Evidence.IsDefault: true } record)
        {
            return;
        }

        var facts = await store.ReadFactsAsync(target.Patient, cancellationToken);
        var since = ConsentRecords.OptedOutSince(facts);
        if (since is { } stopped)
        {
            await phones.SuppressAsync(marker.Phone, stopped, cancellationToken);
        }

        await book.SetAsync(
            record with { Phone = pseudonyms.PhoneKey(marker.Phone), OptedOutSince = since, Evidence = [.. ConsentRecords.Of(facts).Select(ConsentEvidence.Of)] },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task ErasePatientAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        if (await MarkerAsync(target, cancellationToken) is not { } marker)
        {
            return;
        }

        if (await RecordAsync(target, cancellationToken) is not { Evidence.IsDefault: false })
        {
            throw new InvalidOperationException("The evidence of consent must be kept before its facts are removed.");
        }

        await phones.ReleaseAsync(marker.Phone, target.Patient, cancellationToken);
        await store.EraseAsync(target.Patient, target.Journey, cancellationToken);
        stepper.Forget(target.Patient);
    }

    /// <inheritdoc />
    public async Task FinishAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        if (await RecordAsync(target, cancellationToken) is { FinishedAt: null } record)
        {
            await book.SetAsync(record with { FinishedAt = time.GetCurrentInstant() }, cancellationToken);
        }
    }

    // Where the marker is gone, or stands for another journey, the work was done before: the patient may have been enrolled anew.
    private async Task<ErasingPatient?> MarkerAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        return await store.FindErasingAsync(target.Patient, cancellationToken) is { } marker && marker.Journey == target.Journey ? marker : null;
    }

    private async Task<ErasureRecord?> RecordAsync(ErasureTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        return await book.FindAsync(target.Clinic, target.Patient, cancellationToken) is { } record && record.Journey == target.Journey ? record : null;
    }
}
