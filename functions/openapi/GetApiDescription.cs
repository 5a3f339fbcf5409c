using MicroCare.Functions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Functions.OpenApi;

/// <summary>The API's description, for whoever may call anything.</summary>
public sealed class GetApiDescription(ApiDescription description)
{
    /// <summary>200 with the OpenAPI document.</summary>
    [Function(nameof(GetApiDescription))]
    [Allow(Roles.ClinicEnroll, Roles.CareTeam, Roles.ResearchExport, Roles.PrivacyOfficer, Roles.Operator, OfClinics = false)]
    [Describe("The description that you are reading.", AnswerMedia = "application/json")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
    {
        _ = request;
        return Results.Text(description.Json, "application/json");
    }
}
