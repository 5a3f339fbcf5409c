using MicroCare.Adapters.Journeys;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Functions.Access;
using MicroCare.Functions.Audit;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace MicroCare.Functions.Privacy;

/// <summary>Everything that is kept of a person, for the person.</summary>
public sealed class ExportPatient(IPatientStore store, IClinics clinics, IAuditTrail trail, AuditDesk audit, TimeProvider time)
{
    private const int MostAccesses = 10_000;

    /// <summary>200; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(ExportPatient))]
    [Allow(Roles.PrivacyOfficer)]
    [Describe("Everything that is kept of a person, in words that they can read (45 CFR 164.524).", Answer = typeof(PatientDocument), Refusals = [404])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patients/{id}/export")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var record = PatientRoute.IdOf(id) is { } patient ? await store.LoadAsync(patient, cancellationToken) : null;
        if (record is null || !Caller.Of(request).Serves(record.State.Clinic))
        {
            return Problems.NotFound("patient");
        }

        var state = record.State;
        if (await audit.KeepAsync(request, nameof(ExportPatient), state.Clinic, state.Patient, AuditDesk.PatientRequest, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var sent = await store.ReadSentAsync(state.Patient, cancellationToken);
        var document = new PatientDocuments(
            state, record.Contact.Name, record.Contact.Phone, await store.ReadFactsAsync(state.Patient, cancellationToken),
            [.. sent.Select(text => (text.At, text.Body))],
            [.. record.Outbox.Select(pending => pending.Effect).OfType<JourneyEffect.SendText>().Select(text => text.Body).OfType<PatientText>()],
            await trail.ReadAsync(state.Clinic, state.Patient, MostAccesses, cancellationToken), clinics.Get(state.Clinic).Name);
        return Results.Ok(document.Make(time.GetCurrentInstant()));
    }
}
