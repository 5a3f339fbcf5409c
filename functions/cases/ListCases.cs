using MicroCare.Core.Cases;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Extensions;

namespace MicroCare.Functions.Cases;

/// <summary>The care team's list.</summary>
public sealed class ListCases(ICaseBoard board, TimeProvider time)
{
    /// <summary>200 with the cases; 404 for a clinic that is not the caller's.</summary>
    [Function(nameof(ListCases))]
    [Allow(Roles.CareTeam)]
    [Describe(
        "The cases of the caller's clinics, the most urgent first; without anybody's words.", Answer = typeof(CaseResponse[]), Refusals = [400, 404],
        Query =
        [
            "clinic: One of the caller's clinics; all of them where it is left out.",
            "status: open, acknowledged or resolved; left out, all that are not resolved.",
            "urgency: emergency, urgent, soon or routine.",
            "reason: Such as crisis, sideEffect, wantsPerson or silent.",
            "assignee: The opaque id of a member of staff, or me.",
            "patient: A patient's id.",
            "sort: urgency (the usual) or age.",
            "top: At most so many, 1 to 500; 200 where it is left out.",
        ])]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var twice = request.Query.Where(field => field.Value.Count > 1).Select(field => new FieldProblem(field.Key, $"Send it once, not {field.Value.Count} times.")).ToList();
        if (twice.Count > 0)
        {
            return Problems.Invalid(twice);
        }

        var (query, problems) = CaseQueryCheck.Check(field => request.Query.TryGetValue(field, out var value) ? value.ToString() : null, caller.Id);
        if (query is null)
        {
            return Problems.Invalid(problems);
        }

        var clinic = (string?)request.Query["clinic"];
        if (clinic is not null && !caller.Serves(new ClinicId(clinic)))
        {
            return Problems.NotFound("clinic");
        }

        var cases = new List<ClinicCase>();
        foreach (var one in clinic is not null ? [clinic] : caller.Clinics.Where(EnrollmentCheck.IsClinic))
        {
            cases.AddRange(await board.ListAsync(new ClinicId(one), query, cancellationToken));
        }

        return Results.Ok(query.Apply(cases).Select(one => CaseResponse.Of(one.Clinic, one.Patient, one.Case, time.GetCurrentInstant())));
    }
}
