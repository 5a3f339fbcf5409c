using MicroCare.Adapters.Costs;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Texting;
using NodaTime;

namespace MicroCare.Tests.Adapters.Costs;

/// <summary>What every cost book promises.</summary>
public abstract class CostBookContract
{
    private static readonly LocalDate Day = new(2026, 3, 3);
    private static readonly ClinicId Riverside = new("riverside");

    protected abstract Task<ICostBook> CreateAsync();

    [Fact]
    public async Task Write_OfTheSameProcessAgain_TakesThePlaceOfWhatItWrote()
    {
        var book = await CreateAsync();
        await book.WriteAsync("one", Total(Riverside, Day, 1), CancellationToken.None);
        await book.WriteAsync("one", Total(Riverside, Day, 5), CancellationToken.None);

        Assert.Equal(Total(Riverside, Day, 5), Assert.Single(await book.ReadAsync(Day, Day, CancellationToken.None)));
    }

    [Fact]
    public async Task Read_OfSeveralProcesses_AddsThemUp()
    {
        var book = await CreateAsync();
        await book.WriteAsync("one", Total(Riverside, Day, 1), CancellationToken.None);
        await book.WriteAsync("two", Total(Riverside, Day, 2), CancellationToken.None);

        Assert.Equal(Total(Riverside, Day, 3), Assert.Single(await book.ReadAsync(Day, Day, CancellationToken.None)));
    }

    [Fact]
    public async Task Read_FromADayToAnother_IsInclusiveAndSorted()
    {
        var book = await CreateAsync();
        foreach (var (clinic, day) in new[] { ("river", 1), ("northside", 1), ("river", 0), ("river", -1), ("river", 2), ("-", 1) })
        {
            await book.WriteAsync("one", Total(new ClinicId(clinic), Day.PlusDays(day), 1), CancellationToken.None);
        }

        var read = await book.ReadAsync(Day, Day.PlusDays(1), CancellationToken.None);

        Assert.Equal([("river", 0), ("-", 1), ("northside", 1), ("river", 1)], read.Select(total => (total.Clinic.Value, (total.Day - Day).Days)));
        Assert.Empty(await book.ReadAsync(Day.PlusDays(9), Day.PlusDays(10), CancellationToken.None));
    }

    private static DayTotal Total(ClinicId clinic, LocalDate day, long times) =>
        new(clinic, day, new TextTotal(2 * times, 3 * times, 30_000 * times), new TextTotal(times, times, 8_500 * times));
}

public sealed class InMemoryCostBookTests : CostBookContract
{
    protected override Task<ICostBook> CreateAsync() => Task.FromResult<ICostBook>(new InMemoryCostBook());
}

[Collection("azurite")]
public sealed class TableCostBookTests(AzuriteFixture azurite) : CostBookContract
{
    protected override async Task<ICostBook> CreateAsync() => new TableCostBook(await TestTables.CreateAsync(azurite));
}
