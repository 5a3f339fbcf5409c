using System.Globalization;
using MicroCare.Core.Cases;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
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
        var (query, problems) = CaseFilter.Read(request.Query, caller);
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

/// <summary>Reads what a list of cases is asked for.</summary>
internal static class CaseFilter
{
    private const int Usual = 200;
    private const int Most = 500;

    public static (CaseQuery? Query, IReadOnlyList<FieldProblem> Problems) Read(IQueryCollection query, Caller caller)
    {
        var problems = new List<FieldProblem>();
        foreach (var (name, values) in query.Where(one => one.Value.Count > 1))
        {
            problems.Add(new(name, $"Send it once, not {values.Count} times."));
        }

        var read = new CaseQuery(
            OneOf<CaseStatus>("status"), OneOf<CaseUrgency>("urgency"), OneOf<CaseReason>("reason"),
            Text("assignee") switch { "me" => caller.Id, var id => id },
            Patient(), Sort(), Top());
        return problems.Count == 0 ? (read, problems) : (null, problems);

        string? Text(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;

        T? OneOf<T>(string name)
            where T : struct, Enum
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (CaseWords.Read<T>(text) is { } value)
            {
                return value;
            }

            problems.Add(new(name, $"Send one of {string.Join(", ", Enum.GetValues<T>().Select(CaseWords.Of))}, or leave it out."));
            return null;
        }

        PatientId? Patient()
        {
            if (Text("patient") is not { } text)
            {
                return null;
            }

            if (PatientRoute.IdOf(text) is { } patient)
            {
                return patient;
            }

            problems.Add(new("patient", "Send a patient's id, as an enrollment answered it, or leave it out."));
            return null;
        }

        bool Sort()
        {
            switch (Text("sort"))
            {
                case null or "urgency":
                    return false;
                case "age":
                    return true;
                default:
                    problems.Add(new("sort", "Send urgency or age, or leave it out."));
                    return false;
            }
        }

        int Top()
        {
            if (Text("top") is not { } text)
            {
                return Usual;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= Most)
            {
                return top;
            }

            problems.Add(new("top", $"Send a whole number from 1 to {Most}, or leave it out."));
            return Usual;
        }
    }
}
