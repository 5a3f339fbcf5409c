using MicroCare.Adapters.Tasks;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Tests.Adapters.Tasks;

/// <summary>What every task board promises.</summary>
public abstract class TaskBoardContract
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 30, 12, 0);
    private static readonly ClinicId Clinic = new("riverside");

    protected abstract Task<ITaskBoard> CreateAsync();

    [Fact]
    public async Task Open_Twice_IsOneTaskOpenedAtTheFirstMoment()
    {
        var board = await CreateAsync();
        await board.OpenAsync(Opening("p.1"), Noon, CancellationToken.None);
        await board.OpenAsync(Opening("p.1"), Noon + Duration.FromHours(1), CancellationToken.None);
        Assert.Equal(
            new ClinicTask(new EffectKey("p.1"), new PatientId("p"), TaskReason.Silent, Noon, null),
            Assert.Single(await board.ListAsync(Clinic, 10, CancellationToken.None)));
    }

    [Fact]
    public async Task Open_AfterTheTaskWasClosed_LeavesItClosed()
    {
        var board = await CreateAsync();
        await board.OpenAsync(Opening("p.1"), Noon, CancellationToken.None);
        await board.CloseAsync(Closing("p.1", "p.2"), Noon, CancellationToken.None);
        await board.OpenAsync(Opening("p.1"), Noon, CancellationToken.None);
        Assert.Equal(Noon, Assert.Single(await board.ListAsync(Clinic, 10, CancellationToken.None)).ClosedAt);
    }

    [Fact]
    public async Task Close_OfAClosedTask_KeepsTheFirstMoment()
    {
        var board = await CreateAsync();
        await board.OpenAsync(Opening("p.1"), Noon, CancellationToken.None);
        await board.CloseAsync(Closing("p.1", "p.2"), Noon + Duration.FromHours(1), CancellationToken.None);
        await board.CloseAsync(Closing("p.1", "p.3"), Noon + Duration.FromHours(2), CancellationToken.None);
        Assert.Equal(Noon + Duration.FromHours(1), Assert.Single(await board.ListAsync(Clinic, 10, CancellationToken.None)).ClosedAt);
    }

    [Fact]
    public async Task Close_OfATaskThatIsNotThere_MakesNone()
    {
        var board = await CreateAsync();
        await board.CloseAsync(Closing("p.1", "p.2"), Noon, CancellationToken.None);
        Assert.Empty(await board.ListAsync(Clinic, 10, CancellationToken.None));
    }

    [Fact]
    public async Task List_ShowsOneClinicsTasks_OpenFirstThenNewestFirst_UpToTheNumberAskedFor()
    {
        var board = await CreateAsync();
        for (var i = 1; i <= 4; i++)
        {
            await board.OpenAsync(Opening($"p.{i}"), Noon + Duration.FromHours(i), CancellationToken.None);
        }

        await board.OpenAsync(Opening("q.1") with { Clinic = new ClinicId("hillside") }, Noon, CancellationToken.None);
        await board.CloseAsync(Closing("p.4", "p.9"), Noon + Duration.FromHours(5), CancellationToken.None);
        Assert.Equal(["p.3", "p.2", "p.1", "p.4"], (await board.ListAsync(Clinic, 10, CancellationToken.None)).Select(task => task.Id.Value));
        Assert.Equal(["p.3", "p.2"], (await board.ListAsync(Clinic, 2, CancellationToken.None)).Select(task => task.Id.Value));
        Assert.Equal(["q.1"], (await board.ListAsync(new ClinicId("hillside"), 10, CancellationToken.None)).Select(task => task.Id.Value));
    }

    private static JourneyEffect.OpenTask Opening(string key) => new(Clinic, new PatientId("p"), TaskReason.Silent) { Key = new EffectKey(key) };

    private static JourneyEffect.CloseTask Closing(string task, string key) => new(Clinic, new EffectKey(task)) { Key = new EffectKey(key) };
}

public sealed class InMemoryTaskBoardTests : TaskBoardContract
{
    protected override Task<ITaskBoard> CreateAsync() => Task.FromResult<ITaskBoard>(new InMemoryTaskBoard());
}

[Collection("azurite")]
public sealed class TableTaskBoardTests(AzuriteFixture azurite) : TaskBoardContract
{
    protected override async Task<ITaskBoard> CreateAsync() => new TableTaskBoard(await TestTables.CreateAsync(azurite));
}
