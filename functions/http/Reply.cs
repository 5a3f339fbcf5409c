using System.Text.Json;
using MicroCare.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace MicroCare.Functions.Http;

/// <summary>A JSON answer that can be kept and given again.</summary>
internal sealed record Reply(KeptAnswer Answer) : IResult
{
    public static Reply Created<T>(string location, T body) => Of(StatusCodes.Status201Created, location, body);

    public static Reply Accepted<T>(string location, T body) => Of(StatusCodes.Status202Accepted, location, body);

    public static Reply Ok<T>(T body) => Of(StatusCodes.Status200OK, null, body);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Answer.Status;
        response.ContentType = "application/json; charset=utf-8";
        if (Answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        return response.WriteAsync(Answer.Body, httpContext.RequestAborted);
    }

    private static Reply Of<T>(int status, string? location, T body) =>
        new(new KeptAnswer(status, JsonSerializer.Serialize(body, JsonSerializerOptions.Web), location));
}
