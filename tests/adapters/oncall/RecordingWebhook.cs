using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroCare.Tests.Adapters.OnCall;

/// <summary>A clinic's pager system, on this machine.</summary>
internal sealed class RecordingWebhook : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordingWebhook(WebApplication app, HttpStatusCode status)
    {
        _app = app;
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Calls.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers["X-MicroCare-Signature"].ToString()));
            context.Response.StatusCode = (int)status;
        });
    }

    public ConcurrentQueue<(string Body, string Key, string Signature)> Calls { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static RecordingWebhook Start(HttpStatusCode status = HttpStatusCode.OK)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var webhook = new RecordingWebhook(builder.Build(), status);
        webhook._app.StartAsync().GetAwaiter().GetResult();
        return webhook;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
