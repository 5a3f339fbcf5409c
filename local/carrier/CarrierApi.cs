using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Carriers;

/// <summary>The service's REST API: checks, takes, answers.</summary>
internal sealed class CarrierApi(
    Exchange exchange, OptOutRequests optOuts, CarrierFaults faults, CarrierLedger ledger, CarrierOptions options, ILogger log)
{
    private const string SendPath = "/sms";
    private const string OptOutPath = "/sms/optouts:";
    private const string WithoutOptOuts = "2021-03-07";
    private static readonly HashSet<string> Versions = [WithoutOptOuts, "2026-01-23"];
    private static readonly JsonSerializerOptions Web =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public async Task HandleAsync(HttpContext context)
    {
        using var work = options.Gauge?.Begin();
        try
        {
            await DispatchAsync(context, await ReadBodyAsync(context.Request));
        }
        catch (RefusedRequestException refused)
        {
            ledger.CountRefused();
            CarrierLog.Refused(log, refused.Status, refused.Code);
            if (refused.RetryAfter is { } wait)
                context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await AnswerAsync(context, refused.Status, refused.Body);
        }
    }

    private Task DispatchAsync(HttpContext context, byte[] body)
    {
        var request = context.Request;
        var path = request.Path.Value;
        var known = path is SendPath or $"{OptOutPath}add" or $"{OptOutPath}remove" or $"{OptOutPath}check";
        if (!HttpMethods.IsPost(request.Method) || path is null || !known)
            throw RefusedRequestException.Error(404, "NotFound", "No such operation.");
        HmacCheck.Verify(Signed(request, body), options.AccessKey, options.WallClock.GetUtcNow());
        var version = request.Query["api-version"].ToString();
        if (version.Length == 0)
            throw RefusedRequestException.Error(400, "ApiVersionUnspecified", "An API version is required, but was not specified.");
        if (!Versions.Contains(version) || (path != SendPath && version == WithoutOptOuts))
            throw RefusedRequestException.Error(400, "UnsupportedApiVersion", "The API version is not supported.");
        return path == SendPath
            ? SendAsync(context, body)
            : AnswerAsync(context, 200, optOuts.Answer(path[OptOutPath.Length..], body));
    }

    private async Task SendAsync(HttpContext context, byte[] body)
    {
        var fault = faults.NextSend();
        if (fault is SendFault.Refuse(var status, var retryAfter))
            throw RefusedRequestException.Error(status, status == 429 ? "TooManyRequests" : "InternalServerError", "Injected.", retryAfter);
        var items = exchange.Send(SendRequest.Parse(body));
        if (fault is null)
        {
            await AnswerAsync(context, 202, new { value = items });
            return;
        }
        if (fault is SendFault.StaySilent)
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }

    private static SignedRequest Signed(HttpRequest request, byte[] body) => new(
        request.Method,
        request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        request.Host.Value ?? "",
        request.Headers["x-ms-date"],
        request.Headers["x-ms-content-sha256"],
        request.Headers.Authorization,
        body);

    private static Task AnswerAsync(HttpContext context, int status, object? body)
    {
        context.Response.StatusCode = status;
        return body is null ? Task.CompletedTask : context.Response.WriteAsJsonAsync(body, body.GetType(), Web, context.RequestAborted);
    }
}
