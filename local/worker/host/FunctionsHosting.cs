using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using MicroCare.Local.Durable;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MicroCare.Local.Worker;

/// <summary>Puts the one-machine host together.</summary>
internal static class FunctionsHosting
{
    private const int UsualPort = 7071;

    /// <summary>What the app finds when it begins to build.</summary>
    public static void Prepare(WebApplicationBuilder web, LocalHostOptions options)
    {
        var port = options.HttpPort
            ?? (int.TryParse(web.Configuration["MICROCARE_PORT"], out var set) ? set : UsualPort);
        web.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        web.Services.AddSingleton(options);
        web.Services.AddSingleton(options.Gauge);
        if (LocalHost.IsInsideAnother)
        {
            web.Services.AddSingleton(options.Time);
            web.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        }

        options.Services?.Invoke(web.Services);
        web.Services.AddMvcCore();
        web.Services.AddHostedService<ListenerHost>(); // Before the app's own services, as in the real worker: they find the engine running.
        Log(web, options);
    }

    /// <summary>Everything that only the whole app can settle; a fault of the app stops it here, by name.</summary>
    public static IHost Build(
        WebApplicationBuilder web, LocalHostOptions options, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, bool aspNetCore)
    {
        var settings = HostJson.Read(LocalSettings.ContentRoot(options), web.Configuration);
        var catalog = new FunctionCatalog(options);
        if (!aspNetCore && catalog.With<HttpTriggerAttribute>().Any())
        {
            throw new InvalidOperationException("HTTP functions need builder.ConfigureFunctionsWebApplication().");
        }

        AddStorage(web, options, settings);
        web.Services.AddSingleton(settings);
        web.Services.AddSingleton(catalog);
        web.Services.AddSingleton<FunctionKey>();
        web.Services.AddSingleton(provider => new FunctionInvoker(provider, middleware, provider.GetRequiredService<ILogger<FunctionInvoker>>()));
        web.Services.AddSingleton(MakeOrchestrations);
        web.Services.AddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<OrchestrationCatalog>(),
            provider.GetRequiredService<IDurableStore>(),
            Engine(options, settings),
            options.Time,
            provider.GetRequiredService<ILoggerFactory>()));
        web.Services.AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);

        var app = web.Build();
        HttpFunctions.Map(
            app, catalog, app.Services.GetRequiredService<FunctionInvoker>(), app.Services.GetRequiredService<FunctionKey>(), settings, options.Gauge);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Urls.First();
            WorkerLog.Started(app.Logger, catalog.All.Count, address);
            options.Started?.Invoke(new RunningHost(app, new Uri(address), app.Services.GetRequiredService<FunctionKey>().Value, Task.CompletedTask));
        });
        return app;
    }

    private static DurableEngineOptions Engine(LocalHostOptions options, HostJson settings)
    {
        var standard = new DurableEngineOptions();
        return new DurableEngineOptions
        {
            Gauge = options.Gauge,
            MaxConcurrentActivities = settings.MaxActivities ?? standard.MaxConcurrentActivities,
            MaxConcurrentTurns = settings.MaxOrchestrators ?? standard.MaxConcurrentTurns,
        };
    }

    /// <summary>As host.json says for a program of its own; inside another program, warnings, unless the caller says otherwise.</summary>
    private static void Log(WebApplicationBuilder web, LocalHostOptions options)
    {
        web.Logging.SetMinimumLevel(LogLevel.Warning);
        if (!LocalHost.IsInsideAnother)
        {
            web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            foreach (var (category, level) in HostJson.Read(LocalSettings.ContentRoot(options), web.Configuration).LogLevels)
            {
                web.Logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
            }
        }

        options.Logging?.Invoke(web.Logging);
    }

    private static void AddStorage(WebApplicationBuilder web, LocalHostOptions options, HostJson settings)
    {
        if (options.InMemoryStorage)
        {
            web.Services.TryAddSingleton<IQueueSource>(new InMemoryQueueSource(options.Time, options.Gauge));
            web.Services.TryAddSingleton<ITimerMonitor, InMemoryTimerMonitor>();
            web.Services.TryAddSingleton<IDurableStore, InMemoryDurableStore>();
            return;
        }

        var connection = web.Configuration["AzureWebJobsStorage"] is { Length: > 0 } set
            ? set
            : throw new InvalidOperationException("The setting AzureWebJobsStorage is missing; local.settings.sample.json shows one.");
        web.Services.TryAddSingleton<IQueueSource>(_ => new AzureQueueSource(
            new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }), settings.Base64, options.InfrastructureTime));
        web.Services.TryAddSingleton<ITimerMonitor>(_ => new BlobTimerMonitor(new BlobServiceClient(connection), settings.HubName));
        web.Services.TryAddSingleton<IDurableStore>(_ => new TableDurableStore(
            new TableServiceClient(connection), new BlobServiceClient(connection), settings.HubName));
    }

    private static OrchestrationCatalog MakeOrchestrations(IServiceProvider provider)
    {
        var catalog = provider.GetRequiredService<FunctionCatalog>();
        var invoker = provider.GetRequiredService<FunctionInvoker>();
        var orchestrations = new OrchestrationCatalog();
        foreach (var (function, trigger) in catalog.With<OrchestrationTriggerAttribute>())
        {
            orchestrations.AddOrchestrator(trigger.Orchestration ?? function.Name, context => invoker.InvokeOrchestratorAsync(function, context));
        }

        foreach (var (function, trigger) in catalog.With<ActivityTriggerAttribute>())
        {
            var type = function.TriggerParameter.ParameterType;
            orchestrations.AddActivity(
                trigger.Activity ?? function.Name,
                (call, cancellationToken) => invoker.InvokeAsync(
                    function,
                    type == typeof(FunctionContext) ? null : call.GetInput(type),
                    new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = call.InstanceId },
                    cancellationToken));
        }

        return orchestrations;
    }
}
