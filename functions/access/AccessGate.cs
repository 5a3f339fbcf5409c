using MicroCare.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace MicroCare.Functions.Access;

/// <summary>
/// Lets a request through to its function when it carries a good token with a role that the function allows, and the caller has not asked too much.
/// The function then knows its <see cref="Caller"/>.
/// </summary>
public sealed class AccessGate(AccessRules rules, TokenCheck tokens, CallerLimits limits, ILogger<AccessGate> log) : IFunctionsWorkerMiddleware
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var function = context.FunctionDefinition.Name;
        ResponseHeaders.Set(http.Response);
        var (caller, refusal) = await AdmitAsync(http, rules.Of(function));
        if (refusal is null)
        {
            FunctionsLog.Admitted(log, caller!.Id, function);
            http.Features.Set(caller);
            await next(context);
        }
        else
        {
            await refusal.ExecuteAsync(http);
            FunctionsLog.Refused(log, caller?.Id ?? "Nobody known", function, http.Response.StatusCode);
        }
    }

    private async Task<(Caller? Caller, IResult? Refusal)> AdmitAsync(HttpContext http, AllowAttribute rule)
    {
        var header = http.Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return (null, Problems.Of(
                StatusCodes.Status401Unauthorized, "This needs a token.", "Send one header 'Authorization: Bearer …' with an access token for this API."));
        }

        switch (await tokens.CheckAsync(value[Scheme.Length..].Trim(), http.RequestAborted))
        {
            case TokenVerdict.Refused(var reason):
                http.Response.Headers.WWWAuthenticate = $"Bearer error=\"invalid_token\", error_description=\"{reason}\"";
                return (null, Problems.Of(StatusCodes.Status401Unauthorized, "The token is not accepted.", reason));
            case TokenVerdict.Accepted(var caller):
                return (caller, Refusal(http, caller, rule));
            default:
                http.Response.Headers.RetryAfter = "10";
                return (null, Problems.Of(
                    StatusCodes.Status503ServiceUnavailable, "Tokens cannot be checked just now.", "The issuer's keys cannot be fetched. Send the same request again in a while."));
        }
    }

    private IResult? Refusal(HttpContext http, Caller caller, AllowAttribute rule)
    {
        if (!limits.TryTake(caller.Id))
        {
            http.Response.Headers.RetryAfter = $"{CallerLimits.RetryAfterSeconds}";
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many requests.", "Wait as long as the header Retry-After says, then go on more slowly.");
        }

        if (!rule.Roles.Any(caller.Roles.Contains))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
            return Problems.Of(
                StatusCodes.Status403Forbidden, "The token's roles do not allow this.", $"It takes one of these app roles: {string.Join(", ", rule.Roles)}.");
        }

        return rule.OfClinics && caller.Clinics.IsEmpty
            ? Problems.Of(StatusCodes.Status403Forbidden, "The token names no clinic.", "Ask the operator to give this caller the claim that names their clinic.")
            : null;
    }
}
