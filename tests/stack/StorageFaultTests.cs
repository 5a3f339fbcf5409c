using Azure.Data.Tables;
using MicroCare.Adapters.Cases;
using MicroCare.Adapters.Costs;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.OnCall;
using MicroCare.Adapters.Phones;
using MicroCare.Adapters.Programs;
using MicroCare.Adapters.Texting;
using MicroCare.Adapters.Texting.OptOuts;
using MicroCare.Adapters.Triage;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using MicroCare.Core.Texting;
using MicroCare.Tests.Adapters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Tests.Stack;

/// <summary>
/// A few days of one patient's, on tables of which one request goes wrong: each request in turn, in each way. Whoever calls a step calls it again when
/// it fails, as the queue and the alarm do. In the end every step was taken once, every text went out once, and nothing waits.
/// </summary>
[Collection("azurite")]
public sealed class StorageFaultTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private static readonly PatientText Phone = new("+13125550142");

    public static TheoryData<StorageFault, bool> Faults => new()
    {
        { StorageFault.BusyBefore, false },
        { StorageFault.BusyBefore, true },
        { StorageFault.BusyAfter, false },
        { StorageFault.BusyAfter, true },
        { StorageFault.StaleBefore, false },
        { StorageFault.StaleAfter, false },
        { StorageFault.LostAfter, false },
        { StorageFault.LostAfter, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Journey_WhicheverStorageRequestFails_LosesNoStepAndDoublesNone(StorageFault fault, bool clientRetries)
    {
        var (calm, requests) = await RunAsync(0, fault, clientRetries);
        Assert.Equal(
            ["enrolled", "consentAsked", "textDelivered", "consentGiven", "programStarted", "answerSent", "textDelivered",
             "promptSent", "textDelivered", "answerUnderstood", "answerSent", "textDelivered", "promptSent", "textDelivered"],
            calm.Facts);
        Assert.True(requests > 10, $"Only {requests} requests were there to go wrong.");
        for (var nth = 1; nth <= requests; nth++)
        {
            var (ended, _) = await RunAsync(nth, fault, clientRetries);
            Assert.True(calm.Facts.SequenceEqual(ended.Facts), $"Request {nth}: {string.Join(' ', ended.Facts)}");
            Assert.True(calm.Texts.SequenceEqual(ended.Texts), $"Request {nth}: {string.Join(" | ", ended.Texts)}");
            Assert.True(ended.Waiting == 0, $"Request {nth}: {ended.Waiting} effects still wait.");
        }
    }

    private async Task<(End End, int Requests)> RunAsync(int nth, StorageFault fault, bool clientRetries)
    {
        var storage = new FaultyStorage(nth, fault);
        var options = new TableClientOptions { Transport = storage };
        options.Retry.MaxRetries = clientRetries ? 3 : 0;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        var table = await TestTables.CreateAsync(azurite, options);
        var texts = new List<OutgoingText>();
        var time = new FakeTimeProvider(Friday);
        await using var services = Services(table, time, texts.Add);
        var journeys = services.GetRequiredService<IJourneys>();
        var reports = 0;

        var enrollment = new Enrollment(
            new ClinicId("riverside"), new PatientText("A-1"), new PatientText("Canarina Testperson"), Phone, "America/Chicago", "en",
            new ProgramId("three-days"), new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form");
        var patient = (await UntilDoneAsync(() => journeys.EnrollAsync(enrollment, CancellationToken.None))).Patient;
        await RingAsync(); // Whoever enrolled starts the alarm, which sends what the enrollment could not.
        await ReportAsync();
        await WriteAsync("m1", "YES");
        await ReportAsync();
        time.SetUtcNow(Friday.AddHours(23)); // 9:00 on Saturday in Chicago.
        await RingAsync();
        await ReportAsync();
        await WriteAsync("m2", "7");
        await ReportAsync();
        time.SetUtcNow(Friday.AddHours(48)); // 9:00 on Sunday: the clocks fell back.
        await RingAsync();
        await ReportAsync();

        var view = await UntilDoneAsync(() => journeys.ReadAsync(patient, CancellationToken.None));
        var record = await UntilDoneAsync(() => services.GetRequiredService<IPatientStore>().LoadAsync(patient, CancellationToken.None));
        var facts = view!.Facts.Select(fact => char.ToLowerInvariant(fact.GetType().Name[0]) + fact.GetType().Name[1..]);
        return (new End([.. facts], [.. texts.Select(text => text.Body.Words)], record!.Outbox.Length), storage.Requests);

        Task RingAsync() => UntilDoneAsync(() => journeys.RingAsync(patient, CancellationToken.None));

        Task WriteAsync(string id, string words) => UntilDoneAsync(() => journeys.ReceiveAsync(
            new InboundText(new InputId(id), Phone, new PatientText(words), time.GetCurrentInstant()), CancellationToken.None));

        // The carrier reports on every text once.
        async Task ReportAsync()
        {
            for (; reports < texts.Count; reports++)
            {
                var report = new DeliveryReport(new InputId($"report-{texts[reports].Key}"), texts[reports].Key, DeliveryOutcome.Delivered, null);
                await UntilDoneAsync(() => journeys.ReportAsync(report, CancellationToken.None));
            }
        }
    }

    private static async Task<T> UntilDoneAsync<T>(Func<Task<T>> step)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await step();
            }
            catch (Exception) when (tries < 5)
            {
                // The queue or the alarm comes again.
            }
        }
    }

    private static ServiceProvider Services(TableClient table, TimeProvider time, Action<OutgoingText> onText)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(time);
        services.AddSingleton(TestKeys.Ring);
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<SettledEffects>();
        services.AddSingleton(ProgramLibrary.Read(Path.Combine(AppContext.BaseDirectory, "cases", "stack")));
        services.AddSingleton<IClinics>(new ClinicDirectory([], new Dictionary<string, string>(), takesAny: true));
        services.AddSingleton<IPatientStore>(provider => new TablePatientStore(table, provider.GetRequiredService<FieldCipher>()));
        services.AddSingleton<IPhoneBook>(provider => new TablePhoneBook(table, provider.GetRequiredService<Pseudonyms>()));
        services.AddSingleton<ICaseBoard, InMemoryCaseBoard>();
        services.AddSingleton<ICallQueue, InMemoryCallQueue>();
        services.AddSingleton<ICarrierOptOuts, InMemoryOptOuts>();
        services.AddSingleton<ISecondReader, NoSecondReader>();
        services.AddSingleton<IOnCallReplies, OnCallReplies>();
        services.AddSingleton(new TextPace(1_000_000, time));
        services.AddSingleton<RunningCosts>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TextMeter>(provider, PriceTable.Usual, SenderKind.TollFree));
        services.AddSingleton<IProgramFaults, InMemoryProgramFaults>();
        services.AddSingleton<IKeyMarks, InMemoryKeyMarks>();
        services.AddSingleton<ProgramMarks>();
        services.AddSingleton<ITextSender>(new InMemoryTextSender(onText));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JourneyStepper>(provider, 100));
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<IJourneys, JourneyDesk>();
        return services.BuildServiceProvider();
    }

    private sealed record End(IReadOnlyList<string> Facts, IReadOnlyList<string> Texts, int Waiting);
}
