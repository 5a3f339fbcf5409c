using MicroCare.Functions.Access;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace MicroCare.Functions.Cases;

/// <summary>A case with its history and the patient's words that raised it.</summary>
public sealed class GetCase(CaseDesk cases, TimeProvider time)
{
    /// <summary>200; 404 also for a case of a clinic that is not the caller's.</summary>
    [Function(nameof(GetCase))]
    [Allow(Roles.CareTeam)]
    [Describe("A case, what happened to it, and what the patient wrote that raised it. The look is recorded.", Answer = typeof(CaseFileResponse), Refusals = [400, 404], Audited = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (view, file, refusal) = await cases.OpenAsync(request, nameof(GetCase), id, cancellationToken);
        return file is null ? refusal! : Results.Ok(CaseFileResponse.Of(view!.State, file, time.GetCurrentInstant()));
    }
}
