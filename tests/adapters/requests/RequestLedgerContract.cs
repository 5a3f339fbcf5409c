using MicroCare.Adapters.Requests;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Tests.Adapters.Requests;

/// <summary>What every ledger of requests must do.</summary>
public abstract class RequestLedgerContract
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 30, 15, 0);
    private static readonly KeptAnswer Answer = new(201, """{"patientId":"p1"}""", "/api/patients/p1");

    protected abstract Task<IRequestLedger> MakeAsync();

    [Fact]
    public async Task Begin_OfAnAnsweredRequest_GivesTheAnswerAgain()
    {
        var ledger = await MakeAsync();
        Assert.IsType<RequestEntry.Fresh>(await ledger.BeginAsync("k", "body", Now, CancellationToken.None));
        await ledger.FinishAsync("k", Answer, CancellationToken.None);
        var entry = await ledger.BeginAsync("k", "body", Now + Duration.FromHours(23), CancellationToken.None);
        Assert.Equal(Answer, Assert.IsType<RequestEntry.Answered>(entry).Answer);
    }

    [Fact]
    public async Task Begin_OfOneUnderWay_Waits_UntilItMustHaveDied()
    {
        var ledger = await MakeAsync();
        await ledger.BeginAsync("k", "body", Now, CancellationToken.None);
        Assert.IsType<RequestEntry.UnderWay>(await ledger.BeginAsync("k", "body", Now + Duration.FromSeconds(59), CancellationToken.None));
        Assert.IsType<RequestEntry.Fresh>(await ledger.BeginAsync("k", "body", Now + Duration.FromSeconds(60), CancellationToken.None));
    }

    [Fact]
    public async Task Begin_WithAnotherBody_IsTold()
    {
        var ledger = await MakeAsync();
        await ledger.BeginAsync("k", "body", Now, CancellationToken.None);
        Assert.IsType<RequestEntry.OtherBody>(await ledger.BeginAsync("k", "another", Now, CancellationToken.None));
        await ledger.FinishAsync("k", Answer, CancellationToken.None);
        Assert.IsType<RequestEntry.OtherBody>(await ledger.BeginAsync("k", "another", Now, CancellationToken.None));
        Assert.IsType<RequestEntry.Fresh>(await ledger.BeginAsync("another key", "another", Now, CancellationToken.None));
    }

    [Fact]
    public async Task Begin_AfterForget_IsFresh()
    {
        var ledger = await MakeAsync();
        await ledger.BeginAsync("k", "body", Now, CancellationToken.None);
        await ledger.ForgetAsync("k", CancellationToken.None);
        await ledger.ForgetAsync("never begun", CancellationToken.None);
        Assert.IsType<RequestEntry.Fresh>(await ledger.BeginAsync("k", "another", Now, CancellationToken.None));
    }

    [Fact]
    public async Task Begin_ByManyAtOnce_IsFreshForOne()
    {
        var ledger = await MakeAsync();
        var entries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ledger.BeginAsync("k", "body", Now, CancellationToken.None))));
        Assert.Single(entries, entry => entry is RequestEntry.Fresh);
        Assert.Equal(19, entries.Count(entry => entry is RequestEntry.UnderWay));
    }

    [Fact]
    public async Task RemoveOlder_RemovesWhatIsOlderAndNoMore()
    {
        var ledger = await MakeAsync();
        await ledger.BeginAsync("old", "body", Now - Duration.FromHours(25), CancellationToken.None);
        await ledger.FinishAsync("old", Answer, CancellationToken.None);
        await ledger.BeginAsync("new", "body", Now, CancellationToken.None);
        await ledger.FinishAsync("new", Answer, CancellationToken.None);
        Assert.Equal(1, await ledger.RemoveOlderAsync(Now - Duration.FromHours(24), CancellationToken.None));
        Assert.IsType<RequestEntry.Answered>(await ledger.BeginAsync("new", "body", Now, CancellationToken.None));
        await ledger.FinishAsync("old", Answer, CancellationToken.None); // Gone: that is no failure.
    }

    [Fact]
    public async Task RemoveNaming_RemovesTheAnswersThatHoldTheId_InBodyOrLocation_AndNoOther()
    {
        var ledger = await MakeAsync();
        foreach (var (key, answer) in new[] { ("body", Answer with { Location = null }), ("location", Answer with { Body = "{}" }), ("other", new KeptAnswer(201, "{\"patientId\":\"p2\"}", null)) })
        {
            await ledger.BeginAsync(key, "body", Now, CancellationToken.None);
            await ledger.FinishAsync(key, answer, CancellationToken.None);
        }

        await ledger.BeginAsync("under way", "body", Now, CancellationToken.None);
        Assert.Equal(2, await ledger.RemoveNamingAsync("p1", CancellationToken.None));
        Assert.IsType<RequestEntry.Fresh>(await ledger.BeginAsync("body", "body", Now, CancellationToken.None));
        Assert.IsType<RequestEntry.Answered>(await ledger.BeginAsync("other", "body", Now, CancellationToken.None));
        Assert.IsType<RequestEntry.UnderWay>(await ledger.BeginAsync("under way", "body", Now, CancellationToken.None));
    }
}

public sealed class InMemoryRequestLedgerTests : RequestLedgerContract
{
    protected override Task<IRequestLedger> MakeAsync() => Task.FromResult<IRequestLedger>(new InMemoryRequestLedger());
}

[Collection("azurite")]
public sealed class TableRequestLedgerTests(AzuriteFixture azurite) : RequestLedgerContract
{
    protected override async Task<IRequestLedger> MakeAsync() => new TableRequestLedger(await TestTables.CreateAsync(azurite));
}
