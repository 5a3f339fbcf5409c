using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>Puts HTTP functions on their routes.</summary>
internal static class HttpFunctions
{
    public static void Map(WebApplication app, FunctionCatalog catalog, FunctionInvoker invoker, FunctionKey key, HostJson settings, WorkGauge gauge)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MicroCare.Local.Worker.Http");
        app.Use(RefuseMethods);
        foreach (var (function, trigger) in catalog.With<HttpTriggerAttribute>())
        {
            var pattern = $"{settings.RoutePrefix}/{(trigger.Route ?? function.Name).TrimStart('/')}".Trim('/');
            RequestDelegate run = http => RunAsync(http, function, trigger, invoker, key, gauge, log);
            var route = trigger.Methods is { Length: > 0 } methods
                ? app.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), run)
                : app.Map(pattern, run);
            route.WithMetadata(function);
        }
    }

    /// <summary>
    /// The real host answers 404, not 405, where a route is known and the method is not
    /// (https://github.com/Azure/azure-functions-host/issues/10098): nobody should get used to better.
    /// </summary>
    private static Task RefuseMethods(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<FunctionEntry>() is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
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
        object? result;
        try
        {
            result = await invoker.InvokeHttpAsync(function, http);
        }
        catch (Exception)
        {
            Fail(http); // The invoker has logged it.
            return;
        }

        try
        {
            await WriteAsync(http, function, result);
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            WorkerLog.ResponseFailed(log, function.Name, fault.GetType().Name);
            Fail(http);
        }
    }

    private static Task WriteAsync(HttpContext http, FunctionEntry function, object? result) => result switch
    {
        IResult response => response.ExecuteAsync(http),
        IActionResult response => response.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        null => Task.CompletedTask, // A middleware answered.
        _ => throw function.Wrong($"returned a {result.GetType().Name}"),
    };

    /// <summary>500 without a word; a response that is under way is cut off, so that nobody takes it for whole.</summary>
    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
