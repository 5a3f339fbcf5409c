using System.Collections.Immutable;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace MicroCare.Functions.Audit;

/// <summary>Keeps who looks at a patient's data before they see any; where that cannot be kept, nobody sees anything.</summary>
public sealed class AuditDesk(IAuditTrail trail, TimeProvider time, ILogger<AuditDesk> log)
{
    /// <summary>The patient asked for it.</summary>
    public const string PatientRequest = "PATRQT";

    /// <summary>The request header with the purpose of use.</summary>
    public const string Header = "X-Purpose-Of-Use";

    /// <summary>The purposes that are known: HL7 v3 PurposeOfUse (treatment, emergency treatment, operations, patient's request, research, public health).</summary>
    public static ImmutableArray<string> Purposes { get; } = ["TREAT", "ETREAT", "HOPERAT", "PATRQT", "HRESCH", "PUBHLTH"];

    /// <summary>Keeps the look; the refusal where it cannot be kept, or the purpose is none.</summary>
    public Task<IResult?> KeepAsync(HttpRequest request, string function, ClinicId clinic, PatientId patient, CancellationToken cancellationToken) =>
        KeepAsync(request, function, clinic, patient, null, cancellationToken);

    /// <summary>The same, for what has one purpose, whoever asks.</summary>
    public async Task<IResult?> KeepAsync(
        HttpRequest request, string function, ClinicId clinic, PatientId patient, string? onlyPurpose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = Caller.Of(request);
        if ((onlyPurpose ?? PurposeOf(request, caller)) is not { } purpose)
        {
            return Problems.Invalid([new FieldProblem(Header, $"Send one of {string.Join(", ", Purposes)}, or leave the header out.")]);
        }

        try
        {
            await trail.WriteAsync(new AuditEntry(clinic, patient, caller.Id, function, time.GetCurrentInstant(), purpose), cancellationToken);
            return null;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            FunctionsLog.NotAudited(log, function, fault.GetType().Name);
            request.HttpContext.Response.Headers.RetryAfter = "10";
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "This look cannot be recorded just now.", "Nothing of a patient is shown without a record of it. Send the same request again in a while.");
        }
    }

    private static string? PurposeOf(HttpRequest request, Caller caller) => request.Headers[Header] switch
    {
        [] => caller.Roles.Contains(Roles.CareTeam) ? "TREAT" : caller.Roles.Contains(Roles.PrivacyOfficer) ? "PATRQT" : "HOPERAT",
        [{ } given] when Purposes.Contains(given, StringComparer.Ordinal) => given,
        _ => null,
    };
}
