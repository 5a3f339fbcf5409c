using Azure.Communication.Sms;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using MicroCare.Adapters.Audit;
using MicroCare.Adapters.Cases;
using MicroCare.Adapters.Clinics;
using MicroCare.Adapters.Conversations;
using MicroCare.Adapters.Costs;
using MicroCare.Adapters.DeadLetters;
using MicroCare.Adapters.Erasures;
using MicroCare.Adapters.Exports;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.OnCall;
using MicroCare.Adapters.Phones;
using MicroCare.Adapters.Programs;
using MicroCare.Adapters.Requests;
using MicroCare.Adapters.Storage;
using MicroCare.Adapters.Sweep;
using MicroCare.Adapters.Texting;
using MicroCare.Adapters.Texting.OptOuts;
using MicroCare.Adapters.Triage;
using MicroCare.Core.Ports;
using MicroCare.Core.Texting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters;

/// <summary>Puts the ports and their implementations together.</summary>
public static class MicroCareServices
{
    private const int PatientsRemembered = 2_000;
    private const int PhonesRemembered = 10_000;

    /// <summary>
    /// Registers everything behind the ports. What is registered before stays: tests and simulations put their own clock, carrier or
    /// stores in.
    /// </summary>
    public static IServiceCollection AddMicroCare(this IServiceCollection services, MicroCareSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(settings);
        services.TryAddSingleton(_ => Credentials.For(settings.IdentityClientId));
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<IKeySource>(provider => settings.KeyVault is { } vault
            ? new KeyVaultSource(KeyVaultSource.Client(vault, provider.GetRequiredService<TokenCredential>()))
            : new KeyFile(settings.KeyFile!, settings.CreateKeyFile));
        services.TryAddSingleton<KeyKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyKeeper>());
        services.TryAddSingleton<IReencryption, Reencryption>();
        services.TryAddSingleton(_ => ProgramLibrary.Read(settings.ProgramsFolder));
        services.TryAddSingleton<ProgramMarks>();
        services.TryAddSingleton<IClinics>(provider => new ClinicDirectory(
            settings.ClinicsFolder is { } folder ? ClinicFiles.Read(folder, name => provider.GetRequiredService<IConfiguration>()[name], settings.IsDevelopment) : [],
            settings.ClinicNames, takesAny: settings.IsDevelopment));
        services.TryAddSingleton<FieldCipher>();
        services.TryAddSingleton<Pseudonyms>();
        services.TryAddSingleton<SettledEffects>();
        services.TryAddSingleton(provider => new TextPace(settings.TextsPerMinute, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(_ => settings.PriceFile is { } file ? PriceTable.Read(file, File.ReadAllText(file)) : PriceTable.Usual);
        services.TryAddSingleton<RunningCosts>();
        services.TryAddSingleton(provider => new TextMeter(
            provider.GetRequiredService<PriceTable>(), PriceTable.KindOf(settings.SmsFrom), provider.GetRequiredService<RunningCosts>(), provider.GetRequiredService<ILogger<TextMeter>>()));
        services.AddHostedService<CostWriter>();
        services.TryAddSingleton<OutboxDispatcher>();
        services.TryAddSingleton(provider => new JourneyStepper(
            provider.GetRequiredService<IPatientStore>(), provider.GetRequiredService<ProgramLibrary>(), provider.GetRequiredService<ProgramMarks>(),
            provider.GetRequiredService<IClinics>(), provider.GetRequiredService<SettledEffects>(), provider.GetRequiredService<TimeProvider>(), PatientsRemembered, provider.GetRequiredService<ILogger<JourneyStepper>>()));
        services.TryAddSingleton<IJourneys, JourneyDesk>();
        services.TryAddSingleton<IConversations, ConversationDesk>();
        services.TryAddSingleton<WebhookPost>();
        services.TryAddSingleton<OnCallMessenger>();
        services.TryAddSingleton<IOnCall, OnCallDesk>();
        services.TryAddSingleton<IOnCallReplies, OnCallReplies>();
        services.TryAddSingleton<IEngagementSweep, EngagementSweep>();
        services.TryAddSingleton<IExports, CsvExports>();
        services.TryAddSingleton(settings.Retention);
        services.TryAddSingleton<IRetention, Retention.Retention>();
        services.TryAddSingleton<IErasure>(provider => ActivatorUtilities.CreateInstance<Erasure>(provider, settings.ErasureGrace));
        if (services.Any(service => service.ServiceType == typeof(ITextSender)))
        {
            services.TryAddSingleton<ICarrierOptOuts, InMemoryOptOuts>(); // A carrier of the tests' own has no list elsewhere.
        }

        services.TryAddSingleton<ICarrierOptOuts>(provider => new AcsOptOuts(
            settings.SmsEndpoint is { } endpoint
                ? CarrierResource.Of(endpoint, provider.GetRequiredService<TokenCredential>())
                : CarrierResource.Of(settings.SmsConnectionString!),
            settings.SmsFrom, provider.GetRequiredService<ILogger<AcsOptOuts>>()));
        services.TryAddSingleton<ISecondReader, ModelReader>();
        services.TryAddSingleton<ITextSender>(provider => new AcsTextSender(
            settings.SmsEndpoint is { } endpoint
                ? new SmsClient(endpoint, provider.GetRequiredService<TokenCredential>(), AcsTextSender.Options())
                : new SmsClient(settings.SmsConnectionString!, AcsTextSender.Options()),
            settings.SmsFrom, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<OutboxSettler>();
        services.AddHostedService<RequestLedgerCleaner>();
        return settings.DataStorage.IsInMemory ? services.AddInMemoryStores() : services.AddTableStores(settings);
    }

    /// <summary>Reads the keys and the prices, and compares the programs with those that were used; must end well before the service takes any work.</summary>
    public static async Task OpenAsync(this IServiceProvider services)
    {
        _ = services.GetRequiredService<PriceTable>();
        _ = services.GetRequiredService<IClinics>(); // A file that is wrong stops the start.
        await services.GetRequiredService<KeyKeeper>().OpenAsync(CancellationToken.None);
        await services.GetRequiredService<ProgramMarks>().CheckAsync(services.GetRequiredService<ProgramLibrary>(), CancellationToken.None);
    }

    private static IServiceCollection AddInMemoryStores(this IServiceCollection services)
    {
        services.TryAddSingleton<IKeyMarks, InMemoryKeyMarks>();
        services.TryAddSingleton<IPatientStore, InMemoryPatientStore>();
        services.TryAddSingleton<IPhoneBook, InMemoryPhoneBook>();
        services.TryAddSingleton<ICaseBoard, InMemoryCaseBoard>();
        services.TryAddSingleton<IAuditTrail, InMemoryAuditTrail>();
        services.TryAddSingleton<ICallQueue, InMemoryCallQueue>();
        services.TryAddSingleton<IProgramFaults, InMemoryProgramFaults>();
        services.TryAddSingleton<ICostBook, InMemoryCostBook>();
        services.TryAddSingleton<IRequestLedger, InMemoryRequestLedger>();
        services.TryAddSingleton<IErasureBook, InMemoryErasureBook>();
        services.TryAddSingleton<ISweepReports, InMemorySweepReports>();
        services.TryAddSingleton<IExportFiles, InMemoryExportFiles>();
        services.TryAddSingleton<IReplayQueue, InMemoryReplayQueue>();
        services.TryAddSingleton<IDeadLetters, InMemoryDeadLetters>();
        return services;
    }

    private static IServiceCollection AddTableStores(this IServiceCollection services, MicroCareSettings settings)
    {
        services.TryAddSingleton(provider => StorageClients.Tables(settings.DataStorage, provider.GetRequiredService<TokenCredential>()));
        services.TryAddSingleton(provider => StorageClients.Queues(settings.DataStorage, provider.GetRequiredService<TokenCredential>()));
        services.TryAddSingleton(provider => StorageClients.Blobs(settings.ExportStorage, provider.GetRequiredService<TokenCredential>()));
        services.TryAddSingleton<IReplayQueue, StorageReplayQueue>();
        services.TryAddSingleton<IKeyMarks>(provider => new TableKeyMarks(Table(provider, "keymarks")));
        services.AddSingleton(provider => (IEncryptedRows)provider.GetRequiredService<IPatientStore>());
        services.AddSingleton(provider => (IEncryptedRows)provider.GetRequiredService<IDeadLetters>());
        services.TryAddSingleton<IPatientStore>(provider => new TablePatientStore(Table(provider, "patients"), provider.GetRequiredService<FieldCipher>()));
        services.TryAddSingleton<IPhoneBook>(provider => new CachedPhoneBook(
            new TablePhoneBook(Table(provider, "phones"), provider.GetRequiredService<Pseudonyms>()), PhonesRemembered));
        services.TryAddSingleton<ICaseBoard>(provider => new TableCaseBoard(Table(provider, "cases")));
        services.TryAddSingleton<IAuditTrail>(provider => new TableAuditTrail(Table(provider, "audit")));
        services.TryAddSingleton<ICallQueue>(provider =>
        {
            var queue = provider.GetRequiredService<QueueServiceClient>().GetQueueClient(StorageCallQueue.Name);
            queue.CreateIfNotExists();
            return new StorageCallQueue(queue);
        });
        services.TryAddSingleton<ICostBook>(provider => new TableCostBook(Table(provider, "costs")));
        services.TryAddSingleton<IProgramFaults>(provider => new TableProgramFaults(Table(provider, "programfaults")));
        services.TryAddSingleton<IRequestLedger>(provider => new TableRequestLedger(Table(provider, "requests")));
        services.TryAddSingleton<IErasureBook>(provider => new TableErasureBook(Table(provider, "erasures")));
        services.TryAddSingleton<ISweepReports>(provider => new TableSweepReports(Table(provider, "sweeps")));
        services.TryAddSingleton<IDeadLetters>(provider => new TableDeadLetters(
            Table(provider, "deadletters"), provider.GetRequiredService<FieldCipher>(), provider.GetRequiredService<IReplayQueue>()));
        services.TryAddSingleton<IExportFiles>(provider =>
        {
            var container = provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("exports");
            container.CreateIfNotExists();
            return new BlobExportFiles(container);
        });
        return services;
    }

    private static TableClient Table(IServiceProvider provider, string name)
    {
        var table = provider.GetRequiredService<TableServiceClient>().GetTableClient(name);
        table.CreateIfNotExists();
        return table;
    }
}
