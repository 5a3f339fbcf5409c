using MicroCare.Adapters.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace MicroCare.Functions.Http;

/// <summary>
/// Turns an unhandled failure of an HTTP function into a problem that tells nothing, and a log line that tells its kind: the
/// exception's own text may hold what somebody sent.
/// </summary>
public sealed class FailureShield(ILogger<FailureShield> log) : IFunctionsWorkerMiddleware
{
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

        try
        {
            await next(context);
        }
        catch (KeyMissingException fault) when (!http.Response.HasStarted)
        {
            FunctionsLog.FunctionFailed(log, context.FunctionDefinition.Name, $"the field key {fault.KeyId} is not known here");
            http.Response.Headers.RetryAfter = "60";
            await Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "A key is missing just now.", "It is being fetched. Send the same request again in a while; if this goes on, tell the operator.")
                .ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // Hardly anybody is there to read it, and nothing of ours failed.
            }
        }
        catch (Exception fault)
        {
            FunctionsLog.FunctionFailed(log, context.FunctionDefinition.Name, fault.GetType().Name);
            if (!http.Response.HasStarted)
            {
                await Problems.Of(
                    StatusCodes.Status500InternalServerError, "This went wrong on our side.", "Nothing half-done is left behind: send the same request again.")
                    .ExecuteAsync(http);
            }
        }
    }
}
