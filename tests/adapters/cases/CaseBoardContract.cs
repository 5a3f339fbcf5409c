using MicroCare.Adapters.Cases;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Tests.Adapters.Cases;

/// <summary>What every case board promises.</summary>
public abstract class CaseBoardContract
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 30, 12, 0);
    private static readonly ClinicId Clinic = new("riverside");

    protected abstract Task<ICaseBoard> CreateAsync();

    [Fact]
    public async Task Show_Again_ReplacesWhatIsShown()
    {
        var board = await CreateAsync();
        await board.ShowAsync(Case("p.1"), 2, CancellationToken.None);
        var acknowledged = Case("p.1") with { Case = Case("p.1").Case with { Status = CaseStatus.Acknowledged, AcknowledgedBy = "nurse-7", AcknowledgedAt = Noon, TiersTold = 1 } };
        await board.ShowAsync(acknowledged, 5, CancellationToken.None);

        Assert.Equal(acknowledged, Assert.Single(await board.ListAsync(Clinic, new CaseQuery(), CancellationToken.None)));
    }

    [Fact]
    public async Task Show_OfAnOlderStanding_ChangesNothing()
    {
        var board = await CreateAsync();
        await board.ShowAsync(Resolved(Case("p.1")), 9, CancellationToken.None);
        await board.ShowAsync(Case("p.1"), 2, CancellationToken.None);

        Assert.Empty(await board.ListAsync(Clinic, new CaseQuery(), CancellationToken.None));
        Assert.Single(await board.ListAsync(Clinic, new CaseQuery(CaseStatus.Resolved), CancellationToken.None));
    }

    [Fact]
    public async Task List_WithoutAnOrder_ShowsTheMostUrgentFirstThenTheOldest()
    {
        var board = await CreateAsync();
        await board.ShowAsync(Case("p.1", CaseReason.Question), 1, CancellationToken.None);
        await board.ShowAsync(Case("p.2", CaseReason.Crisis, 5), 2, CancellationToken.None);
        await board.ShowAsync(Case("q.3", CaseReason.Crisis, 1), 3, CancellationToken.None);
        await board.ShowAsync(Case("q.4", CaseReason.SideEffect), 4, CancellationToken.None);
        await board.ShowAsync(Resolved(Case("q.5", CaseReason.Crisis)), 5, CancellationToken.None);
        await board.ShowAsync(Case("r.6", CaseReason.Crisis) with { Clinic = new ClinicId("hillside") }, 6, CancellationToken.None);

        Assert.Equal(["q.3", "p.2", "q.4", "p.1"], await IdsAsync(board, new CaseQuery()));
        Assert.Equal(["p.1", "q.4", "q.3", "p.2"], await IdsAsync(board, new CaseQuery(OldestFirst: true)));
        Assert.Equal(["q.3", "p.2"], await IdsAsync(board, new CaseQuery(Most: 2)));
    }

    [Fact]
    public async Task List_Filtered_ShowsOnlyThose()
    {
        var board = await CreateAsync();
        await board.ShowAsync(Case("p.1", CaseReason.Question), 1, CancellationToken.None);
        await board.ShowAsync(Case("q.2", CaseReason.Crisis), 2, CancellationToken.None);
        var mine = Case("q.3", CaseReason.SideEffect);
        await board.ShowAsync(mine with { Case = mine.Case with { Assignee = "nurse-7" } }, 3, CancellationToken.None);

        Assert.Equal(["q.2"], await IdsAsync(board, new CaseQuery(Urgency: CaseUrgency.Emergency)));
        Assert.Equal(["p.1"], await IdsAsync(board, new CaseQuery(Reason: CaseReason.Question)));
        Assert.Equal(["q.3"], await IdsAsync(board, new CaseQuery(Assignee: "nurse-7")));
        Assert.Equal(["p.1"], await IdsAsync(board, new CaseQuery(Patient: new PatientId("p"))));
    }

    [Fact]
    public async Task Emergencies_AreThoseOfAllClinicsThatNobodyHasTaken()
    {
        var board = await CreateAsync();
        await board.ShowAsync(Case("p.1", CaseReason.Crisis), 1, CancellationToken.None);
        await board.ShowAsync(Case("p.2", CaseReason.Question), 2, CancellationToken.None);
        await board.ShowAsync(Case("q.3", CaseReason.Safety, minutes: 1) with { Clinic = new ClinicId("hillside") }, 3, CancellationToken.None);
        await board.ShowAsync(Case("r.4", CaseReason.Crisis), 4, CancellationToken.None);
        await board.ShowAsync(Resolved(Case("r.4", CaseReason.Crisis)), 5, CancellationToken.None);
        await board.ShowAsync(Case("r.4", CaseReason.Crisis), 4, CancellationToken.None); // Late.

        for (var look = 0; look < 2; look++)
        {
            Assert.Equal(["p.1", "q.3"], (await board.EmergenciesAsync(Noon + Duration.FromMinutes(1), CancellationToken.None)).Select(one => one.Case.Id.Value).Order(StringComparer.Ordinal));
            Assert.Equal(["p.1"], (await board.EmergenciesAsync(Noon, CancellationToken.None)).Select(one => one.Case.Id.Value));
        }

        var taken = Case("p.1", CaseReason.Crisis);
        await board.ShowAsync(taken with { Case = taken.Case with { Status = CaseStatus.Acknowledged } }, 6, CancellationToken.None);
        Assert.Empty(await board.EmergenciesAsync(Noon, CancellationToken.None));
        await board.ShowAsync(taken with { Case = taken.Case with { Round = 2 } }, 7, CancellationToken.None);
        Assert.Single(await board.EmergenciesAsync(Noon, CancellationToken.None));
        await board.EraseAsync(Clinic, new PatientId("p"), CancellationToken.None);
        Assert.Empty(await board.EmergenciesAsync(Noon, CancellationToken.None));
    }

    [Fact]
    public async Task Erase_RemovesThePatientsCasesAndNoOthers()
    {
        var board = await CreateAsync();
        await board.ShowAsync(Case("p.1"), 1, CancellationToken.None);
        await board.ShowAsync(Resolved(Case("p.2")), 2, CancellationToken.None);
        await board.ShowAsync(Case("q.3"), 3, CancellationToken.None);
        await board.EraseAsync(Clinic, new PatientId("p"), CancellationToken.None);
        await board.EraseAsync(Clinic, new PatientId("p"), CancellationToken.None);

        Assert.Equal(["q.3"], await IdsAsync(board, new CaseQuery()));
        Assert.Empty(await IdsAsync(board, new CaseQuery(CaseStatus.Resolved)));
    }

    private static async Task<IEnumerable<string>> IdsAsync(ICaseBoard board, CaseQuery query) =>
        (await board.ListAsync(Clinic, query, CancellationToken.None)).Select(one => one.Case.Id.Value);

    private static ClinicCase Case(string id, CaseReason reason = CaseReason.Silent, int minutes = 0)
    {
        var key = new EffectKey(id);
        Assert.True(key.TryRead(out var patient, out _));
        return new ClinicCase(Clinic, patient, new PatientCase(key, reason, Noon + Duration.FromMinutes(minutes)));
    }

    private static ClinicCase Resolved(ClinicCase one) => one with { Case = one.Case with { Status = CaseStatus.Resolved, ResolvedAt = Noon } };
}

public sealed class InMemoryCaseBoardTests : CaseBoardContract
{
    protected override Task<ICaseBoard> CreateAsync() => Task.FromResult<ICaseBoard>(new InMemoryCaseBoard());
}

[Collection("azurite")]
public sealed class TableCaseBoardTests(AzuriteFixture azurite) : CaseBoardContract
{
    protected override async Task<ICaseBoard> CreateAsync() => new TableCaseBoard(await TestTables.CreateAsync(azurite));
}
