using MicroCare.Core.Enrollment;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MicroCare.Functions.Http;

/// <summary>Errors as RFC 9457 problem details. They name fields and remedies, and never repeat what was sent.</summary>
internal static class Problems
{
    public static IResult Invalid(IEnumerable<FieldProblem> problems) => Results.Json(
        new HttpValidationProblemDetails(
            problems.GroupBy(problem => problem.Field, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray(), StringComparer.Ordinal))
        {
            Title = "The request cannot be carried out as it is.",
            Status = StatusCodes.Status400BadRequest,
            Detail = "See 'errors': each names a field and says what to send instead.",
        },
        statusCode: StatusCodes.Status400BadRequest,
        contentType: "application/problem+json");

    public static IResult Of(int status, string title, string detail) => Results.Json(
        new ProblemDetails { Title = title, Detail = detail, Status = status }, statusCode: status, contentType: "application/problem+json");

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"There is no such {what}.", $"Check the {what}'s id.");
}
