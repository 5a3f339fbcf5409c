using MicroCare.Adapters.Journeys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Adapters.Journeys;

/// <summary>What every store of patients promises. A store's own tests derive from it and say how one is made, empty.</summary>
public abstract class PatientStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 15, 0);
    private static readonly Contact Maria = new(new PatientText("Maria Lopez"), new PatientText("+13125550142"));

    private protected abstract Task<IPatientStore> MakeAsync();

    [Fact]
    public async Task Load_OfNobody_IsNull()
    {
        var store = await MakeAsync();

        Assert.Null(await store.LoadAsync(new PatientId("nobody"), None));
        Assert.Empty(await store.ReadFactsAsync(new PatientId("nobody"), None));
        await store.SettleAsync(new PatientId("nobody"), [new EffectKey("nobody.1")], None);
    }

    [Fact]
    public async Task Load_AfterACommit_GivesStateContactAndOutboxBack()
    {
        var store = await MakeAsync();
        var committed = await BeginAsync(store, "p1");

        var record = await store.LoadAsync(new PatientId("p1"), None);

        Assert.Equal(committed.Version, record!.Version);
        Assert.Equal(Maria, record.Contact);
        Assert.Equal(JourneyPhase.AwaitingConsent, record.State.Phase);
        Assert.Equal(committed.State.NextWake, record.State.NextWake);
        var pending = Assert.Single(record.Outbox);
        Assert.Equal("consent?", Assert.IsType<JourneyEffect.SendText>(pending.Effect).Body!.Words);
        Assert.Equal(Start, pending.DecidedAt);
    }

    [Fact]
    public async Task Commit_OfTheSameInputTwice_IsRepeatedAndChangesNothing()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");
        var reply = Reply(first, "yes", "sms-1");
        var second = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(reply, None)).Record;

        Assert.IsType<CommitResult.Repeated>(await store.CommitAsync(Reply(second, "yes", "sms-1"), None));

        Assert.Equal(second.Version, (await store.LoadAsync(new PatientId("p1"), None))!.Version);
        Assert.Single((await store.ReadFactsAsync(new PatientId("p1"), None)).OfType<JourneyFact.ConsentGiven>());
    }

    [Fact]
    public async Task Commit_OnAnOlderVersion_IsRacedAndChangesNothing()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Reply(first, "yes", "sms-1"), None));

        Assert.IsType<CommitResult.Raced>(await store.CommitAsync(Reply(first, "no", "sms-2"), None));

        Assert.Empty((await store.ReadFactsAsync(new PatientId("p1"), None)).OfType<JourneyFact.ConsentDeclined>());
        Assert.Equal(JourneyPhase.Running, (await store.LoadAsync(new PatientId("p1"), None))!.State.Phase);
    }

    [Fact]
    public async Task Commit_OfASecondEnrollment_DoesNotReplaceTheFirst()
    {
        var store = await MakeAsync();
        await BeginAsync(store, "p1");

        var again = await store.CommitAsync(Enrollment("p1", "enroll-2"), None);

        Assert.IsType<CommitResult.Raced>(again);
    }

    [Fact]
    public async Task Commits_AtTheSameTime_AreTakenOnce()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => store.CommitAsync(Reply(first, "yes", $"sms-{i}"), None))));

        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.Equal(5, results.OfType<CommitResult.Raced>().Count());
    }

    [Fact]
    public async Task Facts_OfSeveralCommits_ComeInOrderWithTheirWords()
    {
        var store = await MakeAsync();
        var record = await BeginAsync(store, "p1");
        for (var i = 0; i < 12; i++)
        {
            record = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Reply(record, i == 0 ? "yes" : $"text {i}", $"sms-{i}"), None)).Record;
        }

        var facts = await store.ReadFactsAsync(new PatientId("p1"), None);

        Assert.Equal(facts.Select(fact => fact.Sequence).Order(), facts.Select(fact => fact.Sequence));
        Assert.Equal("text 3", facts.OfType<JourneyFact.TextReceived>().ElementAt(2).Words!.Words);
    }

    [Fact]
    public async Task Settle_OfAnEffect_TakesOnlyItFromTheOutbox()
    {
        var store = await MakeAsync();
        var record = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Reply(await BeginAsync(store, "p1"), "yes", "sms-1"), None)).Record;
        Assert.Equal(2, record.Outbox.Length);
        var first = record.Outbox[0].Effect.Key;

        await store.SettleAsync(new PatientId("p1"), [first], None);
        await store.SettleAsync(new PatientId("p1"), [first], None);

        var left = (await store.LoadAsync(new PatientId("p1"), None))!.Outbox;
        Assert.Equal(record.Outbox[1].Effect.Key, Assert.Single(left).Effect.Key);
    }

    [Fact]
    public async Task Commit_WithSettledEffects_TakesThemFromTheOutbox()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");

        await store.CommitAsync(Reply(first, "yes", "sms-1") with { Settled = [first.Outbox[0].Effect.Key] }, None);

        Assert.DoesNotContain((await store.LoadAsync(new PatientId("p1"), None))!.Outbox, pending => pending.Effect.Key == first.Outbox[0].Effect.Key);
    }

    [Fact]
    public async Task Commit_OfAStop_LeavesOnlyTheConfirmationAndTheCarriersListInTheOutbox()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");

        await store.CommitAsync(Reply(first, "STOP", "sms-1"), None);

        var outbox = (await store.LoadAsync(new PatientId("p1"), None))!.Outbox;
        Assert.Equal(TextPurpose.StopConfirmation, Assert.Single(outbox.Select(pending => pending.Effect).OfType<JourneyEffect.SendText>()).Purpose);
        Assert.True(Assert.IsType<JourneyEffect.TellCarrier>(outbox[^1].Effect).OptedOut);
    }

    [Fact]
    public async Task Scans_OfAllShares_MeetEverybodyOnceAndShowNoWords()
    {
        var store = await MakeAsync();
        var patients = "abcdefghijkmnpqrstuvwxyz23456789".Select(first => $"{first}{new string('a', 25)}").ToList();
        foreach (var patient in patients)
        {
            await store.CommitAsync(Reply(await BeginAsync(store, patient), "yes", "sms-1"), None);
        }

        var states = new List<string>();
        var facts = new Dictionary<string, List<JourneyFact>>();
        for (var share = 0; share < store.Shares; share++)
        {
            await foreach (var state in store.ScanAsync(share, None))
            {
                states.Add(state.Patient.Value);
            }

            await foreach (var (patient, theirs) in store.ScanFactsAsync(share, None))
            {
                facts.Add(patient.Value, theirs);
            }
        }

        Assert.Equal(patients.Order(StringComparer.Ordinal), states.Order(StringComparer.Ordinal));
        Assert.Equal(patients.Order(StringComparer.Ordinal), facts.Keys.Order(StringComparer.Ordinal));
        Assert.All(facts.Values.SelectMany(theirs => theirs), fact => Assert.Null(fact.Words));
        Assert.All(facts.Values, theirs => Assert.Single(theirs.OfType<JourneyFact.ConsentGiven>()));
    }

    [Fact]
    public async Task Marker_TakesTheJourneysPlace_AndNothingCommitsLoadsOrScans()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");
        await store.MarkErasingAsync(new PatientId("p1"), JourneyOf(first) + 1, None); // Another journey: nothing changes.
        Assert.NotNull(await store.LoadAsync(new PatientId("p1"), None));

        for (var i = 0; i < 2; i++)
        {
            await store.MarkErasingAsync(new PatientId("p1"), JourneyOf(first), None);
        }

        Assert.Null(await store.LoadAsync(new PatientId("p1"), None));
        Assert.Equal(new ErasingPatient(new ClinicId("riverside"), Maria.Phone, JourneyOf(first)), await store.FindErasingAsync(new PatientId("p1"), None));
        Assert.IsType<CommitResult.Raced>(await store.CommitAsync(Reply(first, "yes", "sms-1"), None));
        Assert.IsType<CommitResult.Raced>(await store.CommitAsync(Enrollment("p1", "enroll-2"), None));
        await store.SettleAsync(new PatientId("p1"), [first.Outbox[0].Effect.Key], None);
        Assert.NotEmpty(await store.ReadFactsAsync(new PatientId("p1"), None)); // The evidence is read from them.
        for (var share = 0; share < store.Shares; share++)
        {
            await foreach (var state in store.ScanAsync(share, None))
            {
                Assert.Fail($"{state.Patient} was met.");
            }
        }
    }

    [Fact]
    public async Task Erase_OfAMarkedJourney_LeavesNothing_AndALaterOneIsAnother()
    {
        var store = await MakeAsync();
        var record = await BeginAsync(store, "p1");
        var journey = JourneyOf(record);
        for (var i = 0; i < 230; i++)
        {
            record = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Reply(record, i == 0 ? "yes" : $"text {i}", $"sms-{i}"), None)).Record;
        }

        await store.EraseAsync(new PatientId("p1"), journey, None); // Not marked: nothing changes.
        Assert.NotNull(await store.LoadAsync(new PatientId("p1"), None));
        await store.MarkErasingAsync(new PatientId("p1"), journey, None);
        await store.EraseAsync(new PatientId("p1"), journey, None);
        await store.EraseAsync(new PatientId("p1"), journey, None);

        Assert.Empty(await store.ReadFactsAsync(new PatientId("p1"), None));
        Assert.Null(await store.FindErasingAsync(new PatientId("p1"), None));
        Assert.IsType<CommitResult.Raced>(await store.CommitAsync(Reply(record, "late", "sms-late"), None));
        var again = await BeginAsync(store, "p1");
        Assert.NotNull(await store.LoadAsync(new PatientId("p1"), None));
        await store.EraseAsync(new PatientId("p1"), JourneyOf(again), None);
        Assert.NotEmpty(await store.ReadFactsAsync(new PatientId("p1"), None));
    }

    [Fact]
    public async Task Erase_WhileStepsRace_IsNeverUndone()
    {
        var store = await MakeAsync();
        var first = await BeginAsync(store, "p1");
        var racing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; await store.LoadAsync(new PatientId("p1"), None) is { } record; i++)
            {
                await store.CommitAsync(Reply(record, i == 0 ? "yes" : "words", $"sms-{writer}-{i}"), None);
                await store.SettleAsync(new PatientId("p1"), [record.Outbox.FirstOrDefault()?.Effect.Key ?? new EffectKey("p1.0")], None).ContinueWith(_ => { }, None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        })));
        await store.MarkErasingAsync(new PatientId("p1"), JourneyOf(first), None);
        await store.EraseAsync(new PatientId("p1"), JourneyOf(first), None);
        await racing;

        Assert.Null(await store.LoadAsync(new PatientId("p1"), None));
        Assert.Empty(await store.ReadFactsAsync(new PatientId("p1"), None));
    }

    private static long JourneyOf(PatientRecord record) => record.State.EnrolledAt.ToUnixTimeMilliseconds();

    private static async Task<PatientRecord> BeginAsync(IPatientStore store, string patient) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Enrollment(patient, "enroll"), None)).Record;

    private static PatientCommit Enrollment(string patient, string id)
    {
        var input = new JourneyInput.Enrolled(
            new PatientId(patient), new ClinicId("riverside"), new ProgramId("three-days"), "America/Chicago", "en",
            new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form")
        { Id = new InputId(id) };
        return new PatientCommit(null, Maria, Journey.Begin(input, TestPrograms.ThreeDays, TestClinics.Riverside, Start), input.Id, [], Start);
    }

    private static PatientCommit Reply(PatientRecord before, string words, string id)
    {
        var now = Start + Duration.FromMinutes(1 + before.State.Sequence);
        var input = new JourneyInput.ReplyReceived(new PatientText(words), now) { Id = new InputId(id) };
        return new PatientCommit(before, before.Contact, Journey.Step(before.State, input, TestPrograms.ThreeDays, TestClinics.Riverside, now), input.Id, [], now);
    }
}
