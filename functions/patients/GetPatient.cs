using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.Patients;

/// <summary>A patient's status, next step and facts. What the patient wrote is not shown here.</summary>
public sealed class GetPatient(IJourneys journeys)
{
    /// <summary>200 or 404.</summary>
    [Function(nameof(GetPatient))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "patients/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        _ = request;
        var view = id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit)
            ? await journeys.ReadAsync(new PatientId(id), cancellationToken)
            : null;
        return view is null ? Problems.NotFound("patient") : Results.Ok(PatientResponse.Of(view));
    }
}
