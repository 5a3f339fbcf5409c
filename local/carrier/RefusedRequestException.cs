using System.Text.Json.Nodes;

namespace MicroCare.Local.Carriers;

/// <summary>A request as a whole is not taken: the status and body of the answer.</summary>
#pragma warning disable CA1032, CA1064 // Made by its factories alone, and never leaves the carrier.
internal sealed class RefusedRequestException : Exception
#pragma warning restore CA1032, CA1064
{
    private RefusedRequestException(int status, string code, JsonObject? body, TimeSpan? retryAfter)
        : base(code)
    {
        Status = status;
        Code = code;
        Body = body;
        RetryAfter = retryAfter;
    }

    public int Status { get; }

    public string Code { get; }

    public JsonObject? Body { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>The service's common error body.</summary>
    public static RefusedRequestException Error(int status, string code, string message, TimeSpan? retryAfter = null) =>
        new(status, code, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, retryAfter);

    /// <summary>The service's body for a field that fails validation.</summary>
    public static RefusedRequestException Invalid(string field, string message) => new(400, "ValidationError", new JsonObject
    {
        ["type"] = "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        ["title"] = "One or more validation errors occurred.",
        ["status"] = 400,
        ["errors"] = new JsonObject { [field] = new JsonArray(message) },
    }, retryAfter: null);
}
