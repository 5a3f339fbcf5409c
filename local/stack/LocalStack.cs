using System.Globalization;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using MicroCare.Adapters;
using MicroCare.Core.Ports;
using MicroCare.Functions.Inbound;
using MicroCare.Local.Access;
using MicroCare.Local.Carriers;
using MicroCare.Local.Durable;
using MicroCare.Local.Storage;
using MicroCare.Local.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MicroCare.Local.Stack;

/// <summary>The whole service on one machine: Azurite, the simulated carrier, and the functions' own program.</summary>
public sealed class LocalStack : IAsyncDisposable
{
    /// <summary>The queue that the carrier's events go to.</summary>
    public const string InboundQueue = "sms-events";

    /// <summary>The number that patients' texts come from.</summary>
    public const string Number = "+18335550100";

    private const string Hub = "MicroCare";
    private readonly Azurite _azurite;

    private LocalStack(Azurite azurite, Carrier carrier, RunningHost host)
    {
        _azurite = azurite;
        Carrier = carrier;
        Host = host;
    }

    /// <summary>The simulated phone network.</summary>
    public Carrier Carrier { get; }

    /// <summary>The functions.</summary>
    public RunningHost Host { get; }

    /// <summary>Where the key of a data folder's development tokens lies.</summary>
    public static string AccessKeyFile(string dataFolder) => Path.Combine(dataFolder, "access-key.pem");

    /// <summary>Where the shipped clinics lie.</summary>
    public static string ShippedClinics => Path.Combine(AppContext.BaseDirectory, "clinics");

    /// <summary>The storage account's connection string.</summary>
    public string Storage => _azurite.ConnectionString;

    /// <summary>Starts everything; what an earlier run left in the data folder goes on.</summary>
    public static async Task<LocalStack> StartAsync(StackOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.DataFolder);
        Azurite? azurite = null;
        Carrier? carrier = null;
        try
        {
            azurite = await Azurite.StartAsync(Path.Combine(options.DataFolder, "azurite"), inMemory: false, cancellationToken);
            var queue = new QueueClient(
                azurite.ConnectionString, InboundQueue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            var queues = new AzureQueueSource(
                new QueueServiceClient(azurite.ConnectionString, With(new QueueClientOptions(), options)), base64: true, TimeProvider.System);
            var sink = new NudgingSink(queue, queues);
            carrier = new Carrier(
                sink,
                new CarrierOptions
                {
                    Port = options.CarrierPort,
                    DeliveryDelay = options.DeliveryDelay,
                    StateFile = Path.Combine(options.DataFolder, "carrier.jsonl"),
                    TextsPerMinute = options.TextsPerMinute,
                    Gauge = options.Gauge,
                    CountsEventsUntilSettled = true,
                },
                options.Time);
            await carrier.StartAsync(cancellationToken);
            var network = carrier;
            queues.Settled += (settledQueue, message) =>
            {
                if (settledQueue == InboundQueue)
                {
                    network.Settled(message);
                }
            };
            var host = await LocalHost.StartAsync(
                typeof(InboundEvents).Assembly, [], HostOptions(options, azurite.ConnectionString, carrier.ConnectionString, queues), cancellationToken);
            return new LocalStack(azurite, carrier, host);
        }
        catch
        {
            if (carrier is not null)
            {
                await carrier.DisposeAsync();
            }

            if (azurite is not null)
            {
                await azurite.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Waits until no message is left on the inbound queue, not even one that a killed process had taken.</summary>
    public async Task DrainAsync(WorkGauge gauge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gauge);
        using var work = gauge.Begin();
        while (await Host.Queues.CountAsync(InboundQueue, cancellationToken) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Carrier.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private static LocalHostOptions HostOptions(StackOptions options, string storage, string carrier, IQueueSource queues)
    {
        var host = new LocalHostOptions
        {
            Time = options.Time,
            Gauge = options.Gauge,
            HttpPort = options.HttpPort,
            ContentRoot = AppContext.BaseDirectory,
            KeyFile = Path.Combine(options.DataFolder, "function-key"),
            QueueLease = TimeSpan.FromSeconds(10),
            Services = services =>
            {
                options.Services?.Invoke(services);
                services.AddSingleton(queues);
                services.AddSingleton<ICallQueue>(new CountedCalls(queues, options.Gauge));
                services.AddSingleton(new TableServiceClient(storage, With(StorageFaults.Tables(), options)));
                services.AddSingleton<IDurableStore>(new TableDurableStore(
                    new TableServiceClient(storage, With(new TableClientOptions(), options)), new BlobServiceClient(storage), Hub));
            },
            Logging = logging =>
            {
                logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Error);
                options.Logging?.Invoke(logging);
            },
        };
        host.Settings["AzureWebJobsStorage"] = storage;
        host.Settings["DataStorage"] = storage;
        host.Settings["MicroCare__SmsConnectionString"] = carrier;
        host.Settings["MicroCare__SmsFrom"] = Number;
        host.Settings["MicroCare__KeyFile"] = Path.Combine(options.DataFolder, "keys.json");
        host.Settings["MicroCare__CreateKeyFile"] = "true";
        host.Settings["MicroCare__ProgramsFolder"] = options.ProgramsFolder ?? Path.Combine(AppContext.BaseDirectory, "programs");
        host.Settings["MicroCare__Access__Audience"] = DevelopmentTokens.Audience;
        host.Settings["MicroCare__Access__DevelopmentKeyFile"] = AccessKeyFile(options.DataFolder);
        host.Settings["MicroCare__Access__RequestsPerMinute"] = options.RequestsPerMinute.ToString(CultureInfo.InvariantCulture);
        host.Settings["MicroCare__TextsPerMinute"] = options.TextsPerMinute.ToString(CultureInfo.InvariantCulture);
        host.Settings["InboundQueue"] = InboundQueue;
        host.Settings["MicroCare__ClinicsFolder"] = options.ClinicsFolder ?? "";
        if (options.EscalationWatchSchedule is { } schedule)
        {
            host.Settings["EscalationWatchSchedule"] = schedule;
        }

        foreach (var (name, value) in options.Settings)
        {
            host.Settings[name] = value;
        }

        return host;
    }

    private static TOptions With<TOptions>(TOptions client, StackOptions options)
        where TOptions : ClientOptions
    {
        options.StorageClients?.Invoke(client);
        return client;
    }

    /// <summary>Puts events on the queue and wakes the listener in this process, so that the demo does not wait for its next poll.</summary>
    private sealed class NudgingSink(QueueClient queue, AzureQueueSource source) : IEventSink
    {
        public async Task<string> PutAsync(string json, CancellationToken cancellationToken)
        {
            var receipt = await queue.SendMessageAsync(BinaryData.FromString(json), cancellationToken: cancellationToken);
            source.Nudge(InboundQueue);
            return receipt.Value.MessageId;
        }
    }
}
