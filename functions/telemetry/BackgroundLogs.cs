using Azure.Monitor.OpenTelemetry.Exporter;
using MicroCare.Adapters.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace MicroCare.Functions.Telemetry;

/// <summary>
/// Sends to Application Insights what is logged outside of invocations: by the start, and by background services such as the keeper of the keys. The Functions
/// host takes a worker's log lines for those of an invocation and drops the others (GrpcWorkerChannel.Log in Azure/azure-functions-host), so alarms of
/// background services would reach nobody. Lines of invocations stay the host's to send: none goes twice.
/// </summary>
public static class BackgroundLogs
{
    /// <summary>The setting that says where; without it nothing is sent.</summary>
    public const string ConnectionSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Adds them: our own lines from information on, everybody else's from warning on.</summary>
    public static ILoggingBuilder AddBackgroundLogs(this ILoggingBuilder logging, IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[ConnectionSetting] is not { Length: > 0 } connection)
        {
            return logging;
        }

        var options = new AzureMonitorExporterOptions
        {
            ConnectionString = connection,
            Credential = isDevelopment ? null : Credentials.For(configuration["AZURE_CLIENT_ID"]),
            EnableTraceBasedLogsSampler = false, // An alarm is no sample.
        };
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return logging
            .AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("MicroCare", LogLevel.Information)
            .AddOpenTelemetry(log =>
            {
                log.IncludeFormattedMessage = true; // Alerts look for the words.
                log.IncludeScopes = true; // Tells what belongs to an invocation.
                log.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(configuration["WEBSITE_SITE_NAME"] ?? "microcare"));
                log.AddProcessor(new OutsideInvocations(new AzureMonitorLogExporter(options)));
            });
    }

    private sealed class OutsideInvocations(BaseExporter<LogRecord> exporter) : BatchLogRecordExportProcessor(exporter)
    {
        // The scope that the worker opens around an invocation, and by which its host knows the line's invocation: TraceConstants.InternalKeys and
        // GrpcFunctionsHostLogWriter in Azure/azure-functions-dotnet-worker.
        private const string InvocationKey = "AzureFunctions_InvocationId";

        public override void OnEnd(LogRecord data)
        {
            var inside = new Found();
            data.ForEachScope(
                static (scope, found) =>
                {
                    foreach (var (key, value) in scope)
                    {
                        found.Yes |= key == InvocationKey && value is not null;
                    }
                },
                inside);
            if (!inside.Yes)
            {
                base.OnEnd(data);
            }
        }
    }

    private sealed class Found
    {
        public bool Yes { get; set; }
    }
}
