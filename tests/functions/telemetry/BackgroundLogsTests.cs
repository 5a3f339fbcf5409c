using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MicroCare.Functions.Telemetry;
using MicroCare.Tests.Stack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

#pragma warning disable CA1001 // The runner ends it through IAsyncLifetime.
#pragma warning disable CA1873 // A test writes a line to see it.

namespace MicroCare.Tests.Functions.Telemetry;

/// <summary>What reaches Application Insights besides what the Functions host sends there, looked at where it arrives.</summary>
public sealed class BackgroundLogsTests : IAsyncLifetime
{
    private readonly Ingestion _insights = new();

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true"); // The exporter's own usage figures.
        await _insights.StartAsync();
    }

    public async Task DisposeAsync() => await _insights.DisposeAsync();

    [Fact]
    public void Log_OutsideOfInvocations_IsSentWithItsWords_AndWithinOneIsTheHosts()
    {
        using (var services = Build(_insights.ConnectionString))
        {
            var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("MicroCare.Adapters.Keys.KeyKeeper");
            var others = services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting");
            log.LogCritical(new EventId(1011), "The keys in {Source} cannot be read since {Since}", "a vault", "noon");
            log.LogInformation("Field key {Key} came", "k2");
            others.LogInformation("chatter");
            others.LogWarning("a warning of the framework's");
            using (log.BeginScope(new List<KeyValuePair<string, object>> { new("AzureFunctions_FunctionName", "Ring"), new("AzureFunctions_InvocationId", "0f8f") }))
            {
                log.LogCritical("said within an invocation");
            }

            using (log.BeginScope(new Dictionary<string, object> { ["something"] = "else" }))
            {
                log.LogWarning("said in another scope");
            }
        } // Disposal sends what waits: a start that fails is told, too.

        Assert.Equal(
            ["Critical The keys in a vault cannot be read since noon", "Information Field key k2 came", "Warning a warning of the framework's", "Warning said in another scope"],
            _insights.Items.Select(item => $"{item["data"]!["baseData"]!["severityLevel"]} {item["data"]!["baseData"]!["message"]}").Order(StringComparer.Ordinal));
        Assert.All(_insights.Items, item => Assert.Equal("MessageData", (string?)item["data"]!["baseType"])); // Which lands in AppTraces.
    }

    [Fact]
    public async Task Service_WithInsights_TellsOfItselfAndNothingOfPatients()
    {
        await using (var service = await ServiceUnderTest.StartAsync(
            new DateTimeOffset(2026, 10, 30, 15, 0, 0, TimeSpan.Zero),
            change: options => options.Settings[BackgroundLogs.ConnectionSetting] = _insights.ConnectionString))
        {
            await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
            await service.WriteAsync("+13125550142", "Canarywords YES");
        }

        var sent = _insights.Items.Select(item => item.ToJsonString()).ToList();
        Assert.NotEmpty(sent);
        Assert.DoesNotContain(sent, item => item.Contains("Canary", StringComparison.OrdinalIgnoreCase) || item.Contains("5550142", StringComparison.Ordinal));
    }

    [Fact]
    public void Log_WithoutInsights_IsSentNowhere()
    {
        using var services = Build("");
        services.GetRequiredService<ILoggerFactory>().CreateLogger("MicroCare").LogCritical("unheard");
        Assert.Empty(_insights.Items);
    }

    private static ServiceProvider Build(string connection) => new ServiceCollection()
        .AddLogging(logging => logging.AddBackgroundLogs(
            new ConfigurationBuilder().AddInMemoryCollection([new(BackgroundLogs.ConnectionSetting, connection)]).Build(), isDevelopment: true))
        .BuildServiceProvider();

    /// <summary>Takes telemetry as Application Insights does.</summary>
    private sealed class Ingestion : IAsyncDisposable
    {
        private readonly WebApplication _app;

        public Ingestion()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            _app = builder.Build();
            _app.Run(TakeAsync);
        }

        public ConcurrentQueue<JsonNode> Items { get; } = new();

        public string ConnectionString =>
            $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/";

        public Task StartAsync() => _app.StartAsync();

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();

        private async Task TakeAsync(HttpContext context)
        {
            var body = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
            using var reader = new StreamReader(body, Encoding.UTF8);
            var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (var line in lines)
            {
                Items.Enqueue(JsonNode.Parse(line)!);
            }

            await context.Response.WriteAsJsonAsync(new { itemsReceived = lines.Length, itemsAccepted = lines.Length, errors = Array.Empty<object>() });
        }
    }
}
