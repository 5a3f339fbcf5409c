using System.Collections.Immutable;
using System.Text.Json;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Adapters.Journeys;

/// <summary>What every patient store promises when steps, repeats and settlings meet.</summary>
public abstract class PatientStoreRaces
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 30, 12, 0);
    private static readonly PatientId Patient = new("patient2");
    private static readonly Contact Contact = new(new PatientText("María Quiñones"), new PatientText("+13125550142"));

    protected abstract Task<IPatientStore> CreateAsync();

    [Fact]
    public async Task Commit_ThenLoad_IsTheSameAggregate()
    {
        var store = await CreateAsync();
        var committed = await BeginAsync(store, Text(2, "¿Cómo estás, {name}?"), Opening(3), Closing(4));
        var loaded = await LoadAsync(store);
        Assert.Equal(committed.State.NextWake, loaded.State.NextWake);
        Assert.Equal(JsonSerializer.Serialize(committed.State, JourneyJson.Options), JsonSerializer.Serialize(loaded.State, JourneyJson.Options));
        Assert.Equal(Contact, loaded.Contact);
        Assert.Equal(committed.Outbox.AsEnumerable(), loaded.Outbox.AsEnumerable());
        Assert.Equal(committed.Version, loaded.Version);
        Assert.Equal(new PendingEffect(Text(2, "¿Cómo estás, {name}?"), Noon), loaded.Outbox[0]);
    }

    [Fact]
    public async Task Commit_OfTheSameInputTwice_IsARepeat_FromTheOldVersionAndFromTheNew()
    {
        var store = await CreateAsync();
        var begun = await BeginAsync(store);
        var taken = await CommittedAsync(store, begun, 3, "m1", [], Text(3, "answer"));
        Assert.IsType<CommitResult.Repeated>(await CommitAsync(store, begun, 4, "m1", [], Text(4, "answer")));
        Assert.IsType<CommitResult.Repeated>(await CommitAsync(store, taken, 5, "m1", [], Text(5, "answer")));
        Assert.Equal([Key(3)], await OutboxAsync(store));
        Assert.Equal(2, (await store.ReadFactsAsync(Patient, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task Commit_OnAnOldVersion_IsRaced_AndItsInputStaysFree()
    {
        var store = await CreateAsync();
        var begun = await BeginAsync(store);
        var first = await CommittedAsync(store, begun, 3, "m1", [], Text(3, "first"));
        Assert.IsType<CommitResult.Raced>(await CommitAsync(store, begun, 3, "m2", [], Text(3, "second")));
        Assert.IsType<CommitResult.Raced>(await CommitAsync(store, begun, 3, null, [], Text(3, "clock")));
        Assert.Equal([Key(3)], await OutboxAsync(store));
        await CommittedAsync(store, first, 4, "m2", [], Text(4, "second"));
        Assert.Equal([Key(3), Key(4)], await OutboxAsync(store));
    }

    [Fact]
    public async Task Commit_OfTheClock_MayComeAgain_EvenWithNothingNewToTell()
    {
        var store = await CreateAsync();
        var record = await BeginAsync(store, Text(2, "one"), Text(3, "two"));
        record = await ClockAsync(store, record, Key(2));
        record = await ClockAsync(store, record, Key(3));
        record = await ClockAsync(store, record);
        Assert.Empty(record.Outbox);
        Assert.Empty(await OutboxAsync(store));
    }

    [Fact]
    public async Task Commit_DropsWhatWasSettled_AndKeepsTheRestInOrder()
    {
        var store = await CreateAsync();
        var begun = await BeginAsync(store, Text(9, "nine"), Text(10, "ten"), Opening(11));
        var committed = await CommittedAsync(store, begun, 12, "m1", [Key(10)], Text(12, "twelve"));
        Assert.Equal([Key(9), Key(11), Key(12)], committed.Outbox.Select(pending => pending.Effect.Key));
        Assert.Equal([Key(9), Key(11), Key(12)], await OutboxAsync(store));
    }

    [Fact]
    public async Task Commit_ThatCancelsTexts_KeepsTasksAndItsOwnText()
    {
        var store = await CreateAsync();
        var begun = await BeginAsync(store, Text(2, "prompt"), Opening(3));
        var stop = Outcome(4, Text(4, "stopped")) with { CancelsPendingTexts = true };
        var result = await store.CommitAsync(new PatientCommit(begun, Contact, stop, new InputId("stop"), [], Noon), CancellationToken.None);
        Assert.IsType<CommitResult.Committed>(result);
        Assert.Equal([Key(3), Key(4)], await OutboxAsync(store));
    }

    [Fact]
    public async Task Settle_TakesEffectsOut_AlsoTwice_AlsoSomeGoneAlready_AlsoNone()
    {
        var store = await CreateAsync();
        await BeginAsync(store, Text(2, "two"), Text(3, "three"), Text(4, "four"));
        await store.SettleAsync(Patient, [Key(2)], CancellationToken.None);
        await store.SettleAsync(Patient, [Key(2)], CancellationToken.None);
        Assert.Equal([Key(3), Key(4)], await OutboxAsync(store));
        await store.SettleAsync(Patient, [Key(2), Key(3), Key(77)], CancellationToken.None);
        Assert.Equal([Key(4)], await OutboxAsync(store));
        await store.SettleAsync(Patient, [], CancellationToken.None);
        await store.SettleAsync(Patient, [Key(4), Key(4)], CancellationToken.None);
        Assert.Empty(await OutboxAsync(store));
    }

    [Fact]
    public async Task Settle_BetweenALoadAndACommit_IsNotUndone()
    {
        var store = await CreateAsync();
        var begun = await BeginAsync(store, Text(2, "two"), Text(3, "three"));
        await store.SettleAsync(Patient, [Key(2)], CancellationToken.None);
        if (await CommitAsync(store, begun, 4, "m1", [], Text(4, "four")) is CommitResult.Raced)
        {
            await CommittedAsync(store, await LoadAsync(store), 4, "m1", [], Text(4, "four"));
        }

        Assert.Equal([Key(3), Key(4)], await OutboxAsync(store));
    }

    [Fact]
    public async Task Commit_OfWhatWasSettledMeanwhile_GoesThroughAtTheLatestOnAFreshLoad()
    {
        var store = await CreateAsync();
        var begun = await BeginAsync(store, Text(2, "two"));
        await store.SettleAsync(Patient, [Key(2)], CancellationToken.None);
        if (await CommitAsync(store, begun, 3, "m1", [Key(2)]) is CommitResult.Raced)
        {
            await CommittedAsync(store, await LoadAsync(store), 3, "m1", []);
        }

        Assert.Empty(await OutboxAsync(store));
        Assert.Equal(2, (await store.ReadFactsAsync(Patient, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task Facts_OfMoreThanAThousandSteps_AllComeBack()
    {
        var store = await CreateAsync();
        var record = await BeginAsync(store);
        for (var i = 2; i <= 1_050; i++)
        {
            record = await CommittedAsync(store, record, i, null, []);
        }

        Assert.Equal(Enumerable.Range(1, 1_050), (await store.ReadFactsAsync(Patient, CancellationToken.None)).Select(fact => fact.Sequence));
    }

    private static EffectKey Key(int sequence) => EffectKey.Of(Patient, sequence);

    private static JourneyEffect.SendText Text(int sequence, string body) =>
        new(TextPurpose.Prompt, new PatientText(body), Noon + Duration.FromHours(2)) { Key = Key(sequence) };

    private static JourneyEffect.ShowCase Opening(int sequence) => Showing(sequence, CaseStatus.Open);

    private static JourneyEffect.ShowCase Closing(int sequence) => Showing(sequence, CaseStatus.Resolved);

    private static JourneyEffect.ShowCase Showing(int sequence, CaseStatus status) =>
        new(new ClinicId("riverside"), Patient, new PatientCase(Key(3), CaseReason.Silent, Noon) { Status = status }) { Key = Key(sequence) };

    private static Outcome Outcome(int sequence, params JourneyEffect[] effects) => new(
        new JourneyState
        {
            Patient = Patient,
            Clinic = new ClinicId("riverside"),
            Program = new ProgramId("three-days"),
            ProgramVersion = 1,
            Zone = "America/Chicago",
            Language = "es",
            Window = new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)),
            EnrolledAt = Noon,
            Sequence = sequence,
            NextWake = Noon + Duration.FromMinutes(sequence),
        },
        [new JourneyFact.TextReceived { Sequence = sequence, At = Noon, Words = new PatientText($"words {sequence}") }],
        [.. effects]);

    private static async Task<PatientRecord> BeginAsync(IPatientStore store, params JourneyEffect[] effects) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
            new PatientCommit(null, Contact, Outcome(1, effects), new InputId("enrolled"), [], Noon), CancellationToken.None)).Record;

    private static Task<CommitResult> CommitAsync(
        IPatientStore store, PatientRecord before, int sequence, string? input, ImmutableArray<EffectKey> settled, params JourneyEffect[] effects) =>
        store.CommitAsync(
            new PatientCommit(before, Contact, Outcome(sequence, effects), input is null ? null : new InputId(input), settled, Noon), CancellationToken.None);

    private static async Task<PatientRecord> CommittedAsync(
        IPatientStore store, PatientRecord before, int sequence, string? input, ImmutableArray<EffectKey> settled, params JourneyEffect[] effects) =>
        Assert.IsType<CommitResult.Committed>(await CommitAsync(store, before, sequence, input, settled, effects)).Record;

    private static async Task<PatientRecord> ClockAsync(IPatientStore store, PatientRecord before, params EffectKey[] settled) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
            new PatientCommit(before, Contact, new Outcome(before.State, [], []), null, [.. settled], Noon), CancellationToken.None)).Record;

    private static async Task<PatientRecord> LoadAsync(IPatientStore store) =>
        await store.LoadAsync(Patient, CancellationToken.None) ?? throw new InvalidOperationException("The patient is not there.");

    private static async Task<IEnumerable<EffectKey>> OutboxAsync(IPatientStore store) =>
        (await LoadAsync(store)).Outbox.Select(pending => pending.Effect.Key);
}

public sealed class InMemoryPatientStoreRaceTests : PatientStoreRaces
{
    protected override Task<IPatientStore> CreateAsync() => Task.FromResult<IPatientStore>(new InMemoryPatientStore());
}

[Collection("azurite")]
public sealed class TablePatientStoreRaceTests(AzuriteFixture azurite) : PatientStoreRaces
{
    protected override async Task<IPatientStore> CreateAsync() =>
        new TablePatientStore(await TestTables.CreateAsync(azurite), new FieldCipher(TestKeys.Ring));
}
