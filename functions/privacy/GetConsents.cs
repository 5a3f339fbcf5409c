using System.Text.Json;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Consent;
using MicroCare.Functions.Access;
using MicroCare.Functions.Audit;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Privacy;

/// <summary>What a patient was asked, and what they answered.</summary>
public sealed class GetConsents(IPatientStore store, Pseudonyms pseudonyms, AuditDesk audit)
{
    /// <summary>200; 404 also for a patient of a clinic that is not the caller's.</summary>
    [Function(nameof(GetConsents))]
    [Allow(Roles.ClinicEnroll, Roles.CareTeam, Roles.PrivacyOfficer)]
    [Describe("A patient's consents: what was shown, when, what was answered from which number, what was taken back.", Answer = typeof(ConsentsResponse), Refusals = [400, 404])]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patients/{id}/consents")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var record = PatientRoute.IdOf(id) is { } patient ? await store.LoadAsync(patient, cancellationToken) : null;
        if (record is null || !Caller.Of(request).Serves(record.State.Clinic))
        {
            return Problems.NotFound("patient");
        }

        if (await audit.KeepAsync(request, nameof(GetConsents), record.State.Clinic, record.State.Patient, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var number = pseudonyms.PhoneKey(record.Contact.Phone);
        var shows = Caller.Of(request).Roles.Contains(Roles.PrivacyOfficer);
        var facts = await store.ReadFactsAsync(record.State.Patient, cancellationToken);
        return Results.Ok(new ConsentsResponse(
            record.State.Patient.Value,
            [.. ConsentRecords.Of(facts).Select(consent => ConsentResponse.Of(consent, shows && consent.From == number ? record.Contact.Phone.Words : null))]));
    }
}

/// <summary>A patient's consents, in the order in which they were asked or filed.</summary>
public sealed record ConsentsResponse(string PatientId, IReadOnlyList<ConsentResponse> Consents);

/// <summary>A question for consent and what came of it, or a consent that the clinic holds.</summary>
/// <param name="Kind"><c>care</c>, <c>research</c> or <c>guardian</c>.</param>
/// <param name="Version">The text's name and version.</param>
/// <param name="Language">ISO 639-1 code of what was shown.</param>
/// <param name="Shown">What was shown; names are not filled in.</param>
/// <param name="Source">Where the clinic holds it on file.</param>
/// <param name="Relationship">Who answered for a person under age.</param>
/// <param name="AskedAt">When it was asked by text.</param>
/// <param name="Answer"><c>yes</c>, <c>no</c>, <c>unclear</c> or <c>none</c>.</param>
/// <param name="AnsweredAt">When; for what the clinic holds, when it told of it.</param>
/// <param name="FromHash">The keyed hash of the number that answered.</param>
/// <param name="FromNumber">The number itself; for a privacy officer only.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
/// <param name="OutdatedAt">When another version of the text took its place.</param>
public sealed record ConsentResponse(
    string Kind, string? Version, string? Language, string? Shown, string? Source, string? Relationship, DateTimeOffset? AskedAt, string Answer,
    DateTimeOffset? AnsweredAt, string? FromHash, string? FromNumber, DateTimeOffset? WithdrawnAt, DateTimeOffset? OutdatedAt)
{
    /// <summary>The response for a record.</summary>
    public static ConsentResponse Of(ConsentRecord record, string? number)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(
            Word(record.Kind), record.Version, record.Language, record.Shown, record.Source, record.Relationship, record.AskedAt?.ToDateTimeOffset(), Word(record.Answer),
            record.AnsweredAt?.ToDateTimeOffset(), record.From, number, record.WithdrawnAt?.ToDateTimeOffset(), record.OutdatedAt?.ToDateTimeOffset());
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
