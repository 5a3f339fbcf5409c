using MicroCare.Adapters.Keys;
using MicroCare.Adapters.Phones;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Tests.Stack;
using NodaTime;

namespace MicroCare.Tests.Adapters.Phones;

/// <summary>What every phone book promises.</summary>
public abstract class PhoneBookContract
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 30, 12, 0);
    private static readonly PatientText Phone = new("+13125550142");
    private static readonly PatientText Other = new("+13125550143");

    protected abstract Task<IPhoneBook> CreateAsync();

    [Fact]
    public async Task Reserve_OfAFreeNumber_IsFoundAndFine_AlsoAgain()
    {
        var book = await CreateAsync();
        Assert.Null(await book.FindAsync(Phone, CancellationToken.None));
        Assert.True(await book.ReserveAsync(Phone, new PatientId("p"), CancellationToken.None));
        Assert.True(await book.ReserveAsync(Phone, new PatientId("p"), CancellationToken.None));
        Assert.Equal(new PatientId("p"), await book.FindAsync(Phone, CancellationToken.None));
        Assert.Null(await book.FindAsync(Other, CancellationToken.None));
    }

    [Fact]
    public async Task Reserve_OfAnothersNumber_IsRefused()
    {
        var book = await CreateAsync();
        await book.ReserveAsync(Phone, new PatientId("p"), CancellationToken.None);
        Assert.False(await book.ReserveAsync(Phone, new PatientId("q"), CancellationToken.None));
        Assert.Equal(new PatientId("p"), await book.FindAsync(Phone, CancellationToken.None));
    }

    [Fact]
    public async Task Reserve_ByManyAtOnce_GoesToOne()
    {
        var book = await CreateAsync();
        var given = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => book.ReserveAsync(Phone, new PatientId($"p{i}"), CancellationToken.None))));
        var winner = Assert.Single(Enumerable.Range(0, 20), i => given[i]);
        Assert.Equal(new PatientId($"p{winner}"), await book.FindAsync(Phone, CancellationToken.None));
    }

    [Fact]
    public async Task Stranger_IsAnsweredOnceInADay_EachNumberForItself()
    {
        var book = await CreateAsync();
        Assert.True(await AnswersAsync(book, "m1", Noon));
        Assert.False(await AnswersAsync(book, "m2", Noon + Duration.FromHours(24) - Duration.FromMilliseconds(1)));
        Assert.True(await book.MayAnswerStrangerAsync(Other, new InputId("m3"), Noon, CancellationToken.None));
        Assert.True(await AnswersAsync(book, "m4", Noon + Duration.FromHours(24)));
        Assert.False(await AnswersAsync(book, "m5", Noon + Duration.FromHours(25)));
    }

    [Fact]
    public async Task Stranger_WhoseAnsweredMessageComesAgain_IsLetThrough_AndTheDayRunsFromTheFirst()
    {
        var book = await CreateAsync();
        Assert.True(await AnswersAsync(book, "m1", Noon));
        Assert.True(await AnswersAsync(book, "m1", Noon + Duration.FromHours(23)));
        Assert.True(await AnswersAsync(book, "m2", Noon + Duration.FromHours(24)));
    }

    [Fact]
    public async Task Stranger_WhoWritesManyTextsAtOnce_IsAnsweredOnce()
    {
        var book = await CreateAsync();
        var answered = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AnswersAsync(book, $"m{i}", Noon))));
        Assert.Single(answered, let => let);
    }

    [Fact]
    public async Task Release_GivesTheNumberFree_AndOnlyItsOwnPatientCan()
    {
        var book = await CreateAsync();
        await book.ReserveAsync(Phone, new PatientId("p"), CancellationToken.None);
        Assert.Equal(new PatientId("p"), await book.FindAsync(Phone, CancellationToken.None));
        await book.ReleaseAsync(Phone, new PatientId("q"), CancellationToken.None);
        Assert.Equal(new PatientId("p"), await book.FindAsync(Phone, CancellationToken.None));

        for (var i = 0; i < 2; i++)
        {
            await book.ReleaseAsync(Phone, new PatientId("p"), CancellationToken.None);
            Assert.Null(await book.FindAsync(Phone, CancellationToken.None));
        }

        Assert.True(await book.ReserveAsync(Phone, new PatientId("q"), CancellationToken.None));
        Assert.Equal(new PatientId("q"), await book.FindAsync(Phone, CancellationToken.None));
    }

    [Fact]
    public async Task Suppression_HoldsUntilALaterStart()
    {
        var book = await CreateAsync();
        Assert.False(await book.IsSuppressedAsync(Phone, CancellationToken.None));
        await book.SuppressAsync(Phone, Noon, CancellationToken.None);
        await book.SuppressAsync(Phone, Noon, CancellationToken.None);
        await book.LiftAsync(Phone, Noon - Duration.FromSeconds(1), CancellationToken.None); // Written before the STOP, delivered after it.
        await book.LiftAsync(Other, Noon + Duration.FromSeconds(1), CancellationToken.None);
        Assert.True(await book.IsSuppressedAsync(Phone, CancellationToken.None));
        Assert.False(await book.IsSuppressedAsync(Other, CancellationToken.None));
        await book.LiftAsync(Phone, Noon + Duration.FromSeconds(1), CancellationToken.None);
        Assert.False(await book.IsSuppressedAsync(Phone, CancellationToken.None));
    }

    private static Task<bool> AnswersAsync(IPhoneBook book, string message, Instant now) =>
        book.MayAnswerStrangerAsync(Phone, new InputId(message), now, CancellationToken.None);
}

public sealed class InMemoryPhoneBookTests : PhoneBookContract
{
    protected override Task<IPhoneBook> CreateAsync() => Task.FromResult<IPhoneBook>(new InMemoryPhoneBook());
}

public sealed class CachedPhoneBookTests : PhoneBookContract
{
    protected override Task<IPhoneBook> CreateAsync() => Task.FromResult<IPhoneBook>(new CachedPhoneBook(new InMemoryPhoneBook(), 10));
}

[Collection("azurite")]
public sealed class TablePhoneBookTests(AzuriteFixture azurite) : PhoneBookContract
{
    protected override async Task<IPhoneBook> CreateAsync() =>
        new TablePhoneBook(await TestTables.CreateAsync(azurite), new Pseudonyms(TestKeys.Ring));

    [Fact]
    public async Task Stranger_WhenStorageTookTheNoteAndItsAnswerGotLost_IsLetThrough()
    {
        var options = new Azure.Data.Tables.TableClientOptions { Transport = new FaultyStorage(2, StorageFault.BusyAfter) };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var book = new TablePhoneBook(await TestTables.CreateAsync(azurite, options), new Pseudonyms(TestKeys.Ring));
        Assert.True(await book.MayAnswerStrangerAsync(new PatientText("+13125550142"), new InputId("m"), Instant.FromUtc(2026, 10, 30, 12, 0), CancellationToken.None));
    }

    [Fact]
    public async Task Rows_ShowNoNumber()
    {
        var table = await TestTables.CreateAsync(azurite);
        var book = new TablePhoneBook(table, new Pseudonyms(TestKeys.Ring));
        await book.ReserveAsync(new PatientText("+13125550142"), new PatientId("p"), CancellationToken.None);
        await book.MayAnswerStrangerAsync(new PatientText("+13125550142"), new InputId("m"), Instant.FromUtc(2026, 10, 30, 12, 0), CancellationToken.None);
        var cells = new List<string>();
        await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            cells.AddRange(row.Select(cell => $"{cell.Value}"));
        }

        Assert.NotEmpty(cells);
        Assert.DoesNotContain(cells, cell => cell.Contains("3125550142", StringComparison.Ordinal));
    }
}
