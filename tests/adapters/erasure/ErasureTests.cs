using Azure.Data.Tables;
using MicroCare.Adapters.Cases;
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
using MicroCare.Adapters.Texting;
using MicroCare.Adapters.Texting.OptOuts;
using MicroCare.Adapters.Triage;
using MicroCare.Core.Consent;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using MicroCare.Core.Texting;
using MicroCare.Tests.Stack;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Tests.Adapters.Erasures;

/// <summary>The stores' half of an erasure: repeated, cut off anywhere, raced with, and with storage that fails.</summary>
[Collection("azurite")]
public sealed class ErasureTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ClinicId Clinic = new("riverside");
    private static readonly PatientText Phone = new("+13125550142");
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);

    /// <summary>What the orchestrator calls, in its order.</summary>
    private static readonly Func<IErasure, ErasureTarget, Task>[] Steps =
    [
        (erasure, target) => erasure.MarkAsync(target, None),
        (erasure, target) => erasure.EraseCasesAsync(target, None),
        (erasure, target) => erasure.EraseDeadLettersAsync(target, None),
        (erasure, target) => erasure.EraseFromExportsAsync(target, None),
        (erasure, target) => erasure.ForgetAnswersAsync(target, None),
        (erasure, target) => erasure.KeepEvidenceAsync(target, None),
        (erasure, target) => erasure.ErasePatientAsync(target, None),
        (erasure, target) => erasure.FinishAsync(target, None),
    ];

    [Fact]
    public async Task Erasure_CutOffAfterEachStepAndBegunAnew_EndsErased()
    {
        for (var cut = 0; cut <= Steps.Length; cut++)
        {
            await using var world = await World.StartAsync(azurite);
            await world.LiveAsync("STOP");
            var target = await world.BeginAsync();
            for (var step = 0; step < cut; step++)
            {
                await Steps[step](world.Erasure, target);
            }

            foreach (var step in Steps)
            {
                await step(world.Erasure, target);
            }

            await AssertErasedAsync(world, stopped: true);
        }
    }

    [Fact]
    public async Task Erasure_WhicheverStorageRequestFails_EndsErased()
    {
        foreach (var fault in (StorageFault[])[StorageFault.BusyBefore, StorageFault.BusyAfter, StorageFault.StaleAfter, StorageFault.LostAfter])
        {
            for (var nth = 1; ; nth++)
            {
                await using var world = await World.StartAsync(azurite);
                await world.LiveAsync("STOP");
                var target = await world.BeginAsync();
                var faulty = world.Faulty(nth, fault);
                foreach (var step in Steps)
                {
                    await UntilDoneAsync(() => step(faulty.Erasure, target));
                }

                await AssertErasedAsync(world, stopped: true);
                if (faulty.Storage.Requests < nth)
                {
                    Assert.True(nth > 10, $"Only {nth} requests were there to go wrong.");
                    break;
                }
            }
        }
    }

    [Fact]
    public async Task Erasure_Twice_IsOne_AndThePersonMayComeBackAndBeErasedAgain()
    {
        await using var world = await World.StartAsync(azurite);
        await world.LiveAsync("YES");
        var target = await world.BeginAsync();
        Assert.Equal(target, await world.BeginAsync());
        await RunAsync(world, target);
        Assert.Equal(target, await world.BeginAsync()); // Done: the same record.
        await RunAsync(world, target);
        await AssertErasedAsync(world, stopped: false);

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.LiveAsync("YES");
        await RunAsync(world, target); // A repeat of the first erasure leaves the new journey alone.
        Assert.NotNull(await world.Get<IJourneys>().ReadAsync(world.Patient, None));
        Assert.Equal(world.Patient, await world.Get<IPhoneBook>().FindAsync(Phone, None));
        var second = await world.BeginAsync();
        Assert.NotEqual(target, second);
        await RunAsync(world, second);
        await AssertErasedAsync(world, stopped: false);
    }

    [Fact]
    public async Task Texts_ThatRaceWithTheErasure_BringNothingBack()
    {
        await using var world = await World.StartAsync(azurite);
        await world.LiveAsync("YES");
        var target = await world.BeginAsync();
        using var enough = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                await world.WriteAsync($"race-{writer}-{i}", "thinking");
            }
        })).ToArray();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        await RunAsync(world, target);
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        await AssertErasedAsync(world, stopped: false, strangers: true);
    }

    [Fact]
    public async Task Suppression_OfWhoSaidStop_RefusesTheNumberUntilStart()
    {
        await using var world = await World.StartAsync(azurite);
        await world.LiveAsync("STOP");
        await RunAsync(world, await world.BeginAsync());
        Assert.Equal(EnrollmentStatus.PhoneSuppressed, (await world.EnrollAsync()).Status);
        await world.WriteAsync("hello", "hello?");
        Assert.Equal(EnrollmentStatus.PhoneSuppressed, (await world.EnrollAsync()).Status);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.WriteAsync("start", "START");
        Assert.Equal(EnrollmentStatus.Created, (await world.EnrollAsync()).Status);
    }

    [Fact]
    public async Task Enrollment_WhileThePersonIsErased_IsRefused_AndLeavesNoNumberBehind()
    {
        await using var world = await World.StartAsync(azurite);
        await world.LiveAsync("YES");
        var target = await world.BeginAsync();
        await Steps[0](world.Erasure, target);
        Assert.Equal(EnrollmentStatus.BeingErased, (await world.EnrollAsync("+13125550199")).Status);
        Assert.Null(await world.Get<IPhoneBook>().FindAsync(new PatientText("+13125550199"), None));
        await RunAsync(world, target);
        Assert.Equal(EnrollmentStatus.Created, (await world.EnrollAsync("+13125550199")).Status);
    }

    [Fact]
    public async Task Number_ThatBecameSomebodyElses_LeadsToThem_AlsoWhereAnotherInstanceRememberedTheFirst()
    {
        await using var world = await World.StartAsync(azurite);
        await world.LiveAsync("YES");
        await using var other = world.AnotherInstance();
        await other.WriteAsync("m-other", "hello"); // It remembers number and journey now.
        await RunAsync(world, await world.BeginAsync());
        var enrolled = await world.EnrollAsync(externalId: "B-2");
        Assert.Equal(EnrollmentStatus.Created, enrolled.Status);
        var result = await other.WriteAsync("m-new", "YES");
        Assert.Equal(enrolled.Patient, result.Patient);
    }

    private static async Task RunAsync(World world, ErasureTarget target)
    {
        foreach (var step in Steps)
        {
            await step(world.Erasure, target);
        }
    }

    private static async Task UntilDoneAsync(Func<Task> step)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception) when (tries < 5)
            {
                // The orchestrator tries again.
            }
        }
    }

    private static async Task AssertErasedAsync(World world, bool stopped, bool strangers = false)
    {
        var rows = new List<string>();
        await foreach (var row in world.Table.QueryAsync<TableEntity>())
        {
            rows.Add($"{row.PartitionKey} {row.RowKey}");
        }

        var suppressed = $"{world.Get<Pseudonyms>().PhoneKey(Phone)} suppressed";
        var stranger = $"{world.Get<Pseudonyms>().PhoneKey(Phone)} stranger";
        Assert.All(rows, row => Assert.True(
            row.StartsWith("riverside ", StringComparison.Ordinal) || (stopped && row == suppressed) || (strangers && row == stranger), row));
        Assert.Equal(stopped, rows.Contains(suppressed));
        var record = await world.Get<IErasure>().FindAsync(Clinic, world.Patient, None);
        Assert.NotNull(record!.FinishedAt);
        Assert.Equal(stopped, record.OptedOutSince is not null);
        Assert.Contains(record.Evidence, evidence => evidence is { Kind: ConsentKind.Care, OnFile: true });
        Assert.Contains(record.Evidence, evidence => evidence is { Kind: ConsentKind.Care, Version: not null, Answer: ConsentAnswer.Yes });
        Assert.Equal(world.Get<Pseudonyms>().PhoneKey(Phone), record.Phone);
        Assert.Empty(await world.Get<ICaseBoard>().ListAsync(Clinic, new CaseQuery(), None));
        Assert.Null(await world.Get<IJourneys>().ReadAsync(world.Patient, None));
    }

    /// <summary>One clinic with one patient; journeys, numbers and records of erasures in one table of their own.</summary>
    private sealed class World(TableClient table, ServiceProvider services, FakeTimeProvider time, AzuriteFixture azurite) : IAsyncDisposable
    {
        public TableClient Table => table;

        public FakeTimeProvider Time => time;

        public PatientId Patient { get; private set; }

        public IErasure Erasure => Get<IErasure>();

        public static async Task<World> StartAsync(AzuriteFixture azurite)
        {
            var table = await TestTables.CreateAsync(azurite);
            var time = new FakeTimeProvider(Friday);
            return new World(table, Services(table, time, new InMemoryCaseBoard()), time, azurite);
        }

        public World AnotherInstance() => new(table, Services(table, time, Get<ICaseBoard>()), time, azurite) { Patient = Patient };

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        /// <summary>The same patient's erasure, on a way to storage on which one request goes wrong.</summary>
        public (IErasure Erasure, FaultyStorage Storage) Faulty(int nth, StorageFault fault)
        {
            var storage = new FaultyStorage(nth, fault);
            var options = new TableClientOptions { Transport = storage };
            options.Retry.MaxRetries = 0;
            return (Services(new TableServiceClient(azurite.ConnectionString, options).GetTableClient(table.Name), time, Get<ICaseBoard>()).GetRequiredService<IErasure>(), storage);
        }

        public Task<EnrollmentResult> EnrollAsync(string phone = "+13125550142", string externalId = "A-1") => Get<IJourneys>().EnrollAsync(
            new Enrollment(
                Clinic, new PatientText(externalId), new PatientText("Canarina Testperson"), new PatientText(phone), "America/Chicago", "en", new ProgramId("three-days"),
                new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form", ResearchSource: "paper form"),
            None);

        public Task<InboundResult> WriteAsync(string id, string words) => Get<IJourneys>().ReceiveAsync(
            new InboundText(new InputId(id), Phone, new PatientText(words), time.GetCurrentInstant()), None);

        public async Task LiveAsync(string lastWords)
        {
            Patient = (await EnrollAsync()).Patient;
            foreach (var words in (string[])["YES", "I want to kill myself", lastWords])
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await WriteAsync($"live-{time.GetUtcNow():O}", words);
            }

            Assert.NotEmpty(await Get<ICaseBoard>().ListAsync(Clinic, new CaseQuery(), None));
        }

        public async Task<ErasureTarget> BeginAsync() =>
            ErasureTarget.Of((await Erasure.BeginAsync([Clinic], Patient, "officer", ErasureReason.PatientRequest, None))!);

        public ValueTask DisposeAsync() => services.DisposeAsync();

        private static ServiceProvider Services(TableClient table, TimeProvider time, ICaseBoard cases)
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
            services.AddSingleton<IPhoneBook>(provider => new CachedPhoneBook(new TablePhoneBook(table, provider.GetRequiredService<Pseudonyms>()), 10));
            services.AddSingleton<IErasureBook>(new TableErasureBook(table));
            services.AddSingleton(cases);
            services.AddSingleton<ICallQueue, InMemoryCallQueue>();
            services.AddSingleton<IOnCallReplies, OnCallReplies>();
            services.AddSingleton(new TextPace(1_000_000, time));
            services.AddSingleton<RunningCosts>();
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TextMeter>(provider, PriceTable.Usual, SenderKind.TollFree));
            services.AddSingleton<ICarrierOptOuts, InMemoryOptOuts>();
            services.AddSingleton<ISecondReader, NoSecondReader>();
            services.AddSingleton<IReplayQueue>(new InMemoryReplayQueue { Send = (_, _, _) => Task.CompletedTask });
            services.AddSingleton<IDeadLetters, InMemoryDeadLetters>();
            services.AddSingleton<IExportFiles, InMemoryExportFiles>();
            services.AddSingleton<IExports, CsvExports>();
            services.AddSingleton<IRequestLedger, InMemoryRequestLedger>();
            services.AddSingleton<IProgramFaults, InMemoryProgramFaults>();
            services.AddSingleton<IKeyMarks, InMemoryKeyMarks>();
            services.AddSingleton<ProgramMarks>();
            services.AddSingleton<ITextSender>(new InMemoryTextSender(_ => { }));
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JourneyStepper>(provider, 100));
            services.AddSingleton<OutboxDispatcher>();
            services.AddSingleton<IJourneys, JourneyDesk>();
            services.AddSingleton<IErasure>(provider => ActivatorUtilities.CreateInstance<Erasure>(provider, TimeSpan.Zero));
            return services.BuildServiceProvider();
        }
    }
}
