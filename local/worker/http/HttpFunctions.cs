using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>Puts HTTP functions on their routes.</summary>
internal static class HttpFunctions
{
    public static void Map(WebApplication app, FunctionCatalog catalog, FunctionInvoker invoker, FunctionKey key, HostJson settings, WorkGauge gauge)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MicroCare.Local.Worker.Http");
        foreach (var (function, trigger) in catalog.With<HttpTriggerAttribute>())
        {
            var pattern = $"{settings.RoutePrefix}/{(trigger.Route ?? function.Name).TrimStart('/')}".Trim('/');
            RequestDelegate run = http => RunAsync(http, function, trigger, invoker, key, gauge, log);
            if (trigger.Methods is { Length: > 0 } methods)
            {
                app.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), run);
            }
            else
            {
                app.Map(pattern, run);
            }
        }
    }

    private static async Task RunAsync(
        HttpContext http, FunctionEntry function, HttpTriggerAttribute trigger, FunctionInvoker invoker, FunctionKey key, WorkGauge gauge, ILogger log)
    {
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous && !key.Opens(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var work = gauge.Begin();
        try
        {
            switch (await invoker.InvokeHttpAsync(function, http))
            {
                case IResult result:
                    await result.ExecuteAsync(http);
                    break;
                case IActionResult result:
                    await result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor()));
                    break;
                case null:
                    break; // A middleware answered.
                case var other:
                    throw function.Wrong($"returned a {other.GetType().Name}");
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            WorkerLog.FunctionFailed(log, function.Name, fault.GetType().Name);
            if (!http.Response.HasStarted)
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }
}
