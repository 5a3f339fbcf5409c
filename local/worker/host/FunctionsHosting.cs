using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using MicroCare.Local.Durable;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

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
        web.Services.AddSingleton(options.Time);
        web.Services.AddSingleton(options.Gauge);
        web.Services.AddMvcCore();
        options.Services?.Invoke(web.Services);
        web.Logging.SetMinimumLevel(LogLevel.Warning);
        options.Logging?.Invoke(web.Logging);
    }

    /// <summary>Everything that only the whole app can settle; a fault of the app stops it here, by name.</summary>
    public static IHost Build(
        WebApplicationBuilder web, LocalHostOptions options, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, bool aspNetCore)
    {
        var settings = HostJson.Read(LocalSettings.ContentRoot(options));
        var catalog = new FunctionCatalog(options);
        if (!aspNetCore && catalog.With<HttpTriggerAttribute>().Any())
        {
            throw new InvalidOperationException("HTTP functions need builder.ConfigureFunctionsWebApplication().");
        }

        AddStorage(web, options, settings);
        web.Services.AddSingleton(settings);
        web.Services.AddSingleton(catalog);
        web.Services.AddSingleton<FunctionKey>();
        web.Services.AddSingleton(provider => new FunctionInvoker(provider, middleware));
        web.Services.AddSingleton(MakeOrchestrations);
        web.Services.AddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<OrchestrationCatalog>(),
            provider.GetRequiredService<IDurableStore>(),
            new DurableEngineOptions { Gauge = options.Gauge },
            options.Time,
            provider.GetRequiredService<ILoggerFactory>()));
        web.Services.AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);
        web.Services.AddHostedService<ListenerHost>();

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

    private static void AddStorage(WebApplicationBuilder web, LocalHostOptions options, HostJson settings)
    {
        if (options.InMemoryStorage)
        {
            web.Services.AddSingleton<IQueueSource>(new InMemoryQueueSource(options.InfrastructureTime));
            web.Services.AddSingleton<ITimerMonitor, InMemoryTimerMonitor>();
            web.Services.AddSingleton<IDurableStore, InMemoryDurableStore>();
            return;
        }

        var connection = web.Configuration["AzureWebJobsStorage"] is { Length: > 0 } set
            ? set
            : throw new InvalidOperationException("The setting AzureWebJobsStorage is missing; local.settings.sample.json shows one.");
        var encoding = settings.Base64 ? QueueMessageEncoding.Base64 : QueueMessageEncoding.None;
        web.Services.AddSingleton<IQueueSource>(_ => new AzureQueueSource(
            new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = encoding }), options.InfrastructureTime));
        web.Services.AddSingleton<ITimerMonitor>(_ => new BlobTimerMonitor(new BlobServiceClient(connection), settings.HubName));
        web.Services.AddSingleton<IDurableStore>(_ => new TableDurableStore(
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
                (call, cancellationToken) => invoker.InvokeAsync(function, call.GetInput(type), null, cancellationToken));
        }

        return orchestrations;
    }
}
