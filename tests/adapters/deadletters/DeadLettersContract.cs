using MicroCare.Adapters.DeadLetters;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using NodaTime;

namespace MicroCare.Tests.Adapters.DeadLetters;

/// <summary>What every keeper of dead letters promises.</summary>
public abstract class DeadLettersContract
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 30, 12, 0);

    protected abstract Task<IDeadLetters> CreateAsync(IReplayQueue queues);

    [Fact]
    public async Task Keep_ThenList_ShowsTheLetterWithoutItsBody()
    {
        var letters = await CreateAsync(new RecordingQueue());
        await letters.KeepAsync("m1", "sms-events", new PatientText("más palabras"), Noon, CancellationToken.None);
        Assert.Equal(new DeadLetter("m1", "sms-events", Noon, 13, null), Assert.Single(await letters.ListAsync(10, CancellationToken.None)));
    }

    [Fact]
    public async Task Keep_OfTheSameMessageTwice_IsOneLetterWithTheLastBody()
    {
        var queue = new RecordingQueue();
        var letters = await CreateAsync(queue);
        await letters.KeepAsync("m1", "sms-events", new PatientText(new string('a', 60_000)), Noon, CancellationToken.None);
        await letters.KeepAsync("m1", "sms-events", new PatientText("b"), Noon, CancellationToken.None);
        Assert.Equal(1, Assert.Single(await letters.ListAsync(10, CancellationToken.None)).Bytes);
        Assert.True(await letters.ReplayAsync("m1", Noon, CancellationToken.None));
        Assert.Equal([("sms-events", "b")], queue.Sent);
    }

    [Fact]
    public async Task Replay_OfTheLargestMessage_BringsItBackWhole()
    {
        var queue = new RecordingQueue();
        var letters = await CreateAsync(queue);
        var body = string.Concat(Enumerable.Range(0, 64 * 1024 / 3).Select(i => (char)(0x4E00 + (i % 2_000)))); // Three bytes each.
        await letters.KeepAsync("m1", "sms-events", new PatientText(body), Noon, CancellationToken.None);
        Assert.True(await letters.ReplayAsync("m1", Noon + Duration.FromHours(1), CancellationToken.None));
        Assert.Equal([("sms-events", body)], queue.Sent);
        Assert.Equal(Noon + Duration.FromHours(1), Assert.Single(await letters.ListAsync(10, CancellationToken.None)).ReplayedAt);
    }

    [Fact]
    public async Task Replay_OfALetterThatIsNotThere_SendsNothing()
    {
        var queue = new RecordingQueue();
        Assert.False(await (await CreateAsync(queue)).ReplayAsync("m1", Noon, CancellationToken.None));
        Assert.Empty(queue.Sent);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..\\..\\etc")]
    [InlineData("what?#")]
    [InlineData("\u0001\u007f")]
    [InlineData("it's")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Replay_OfWhatIsNoLettersId_FindsNothing(string? id)
    {
        var letters = await CreateAsync(new RecordingQueue());
        Assert.False(await letters.ReplayAsync(id ?? new string('x', 2_000), Noon, CancellationToken.None));
    }

    [Fact]
    public async Task Replay_WhenTheQueueFails_LeavesTheLetterUnmarked()
    {
        var queue = new RecordingQueue { Fails = true };
        var letters = await CreateAsync(queue);
        await letters.KeepAsync("m1", "sms-events", new PatientText("words"), Noon, CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(() => letters.ReplayAsync("m1", Noon, CancellationToken.None));
        Assert.Null(Assert.Single(await letters.ListAsync(10, CancellationToken.None)).ReplayedAt);
    }

    [Fact]
    public async Task List_ShowsTheNewestFirst_UpToTheNumberAskedFor()
    {
        var letters = await CreateAsync(new RecordingQueue());
        foreach (var i in new[] { 2, 1, 3 })
        {
            await letters.KeepAsync($"m{i}", "sms-events", new PatientText("words"), Noon + Duration.FromHours(i), CancellationToken.None);
        }

        Assert.Equal(["m3", "m2"], (await letters.ListAsync(2, CancellationToken.None)).Select(letter => letter.Id));
    }

    [Theory]
    [InlineData("from", """{"eventType":"Microsoft.Communication.SMSReceived","data":{"from":"13125550142","to":"18335550100","message":"hello"}}""", null)]
    [InlineData("from, in another casing", """{"eventType":"x","Data":{"From":"+13125550142"}}""", null)]
    [InlineData("to", """{"eventType":"x","data":{"from":"18335550100","to":"+13125550142","tag":"other1.7"}}""", null)]
    [InlineData("tag", """{"eventType":"x","data":{"from":"18335550100","to":"+13125550999","Tag":"patient1.7"}}""", null)]
    [InlineData("no event, with the number", "poison 3125550142", null)]
    [InlineData("no event, with the number as people write it", "call (312) 555-0142!", null)]
    [InlineData("no event, with the id", "{\"patient\":\"patient1\"}", null)]
    [InlineData("one of two", """[{"data":{"from":"13125550142"}},{"data":{"from":"13125550143"}}]""", """[{"data":{"from":"13125550143"}}]""")]
    [InlineData("both of two", """[{"data":{"from":"13125550142"}},{"data":{"tag":"patient1.1"}}]""", null)]
    [InlineData("another's, who writes of the number", """{"data":{"from":"13125550143","message":"call 3125550142"}}""", """{"data":{"from":"13125550143","message":"call 3125550142"}}""")]
    [InlineData("another's id that begins alike", """{"data":{"tag":"patient12.1","to":"+13125550143"}}""", """{"data":{"tag":"patient12.1","to":"+13125550143"}}""")]
    [InlineData("nobody's", "what is this", "what is this")]
    public async Task Erase_OfAPatient_TakesWhatIsTheirsAndLeavesTheRest(string what, string body, string? left)
    {
        var queue = new RecordingQueue();
        var letters = await CreateAsync(queue);
        await letters.KeepAsync("m1", "sms-events", new PatientText(body), Noon, CancellationToken.None);

        for (var i = 0; i < 2; i++)
        {
            await letters.EraseAsync(new PatientId("patient1"), new PatientText("+13125550142"), CancellationToken.None);
        }

        Assert.True(left is not null == await letters.ReplayAsync("m1", Noon, CancellationToken.None), what);
        Assert.Equal(left is null ? [] : [("sms-events", left)], queue.Sent);
    }

    [Fact]
    public async Task RemoveOlder_RemovesWhatIsOlderAndNoMore()
    {
        var letters = await CreateAsync(new RecordingQueue());
        await letters.KeepAsync("old", "sms-events", new PatientText("words"), Noon - Duration.FromDays(91), CancellationToken.None);
        await letters.KeepAsync("new", "sms-events", new PatientText("words"), Noon - Duration.FromDays(89), CancellationToken.None);
        Assert.Equal(1, await letters.RemoveOlderAsync(Noon - Duration.FromDays(90), CancellationToken.None));
        Assert.Equal("new", Assert.Single(await letters.ListAsync(10, CancellationToken.None)).Id);
    }

    private sealed class RecordingQueue : IReplayQueue
    {
        public List<(string Queue, string Body)> Sent { get; } = [];

        public bool Fails { get; init; }

        public Task SendAsync(string queue, PatientText body, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                throw new IOException("The queue is out of reach.");
            }

            Sent.Add((queue, body.Words));
            return Task.CompletedTask;
        }
    }
}

public sealed class InMemoryDeadLettersTests : DeadLettersContract
{
    protected override Task<IDeadLetters> CreateAsync(IReplayQueue queues) => Task.FromResult<IDeadLetters>(new InMemoryDeadLetters(queues));
}

[Collection("azurite")]
public sealed class TableDeadLettersTests(AzuriteFixture azurite) : DeadLettersContract
{
    protected override async Task<IDeadLetters> CreateAsync(IReplayQueue queues) =>
        new TableDeadLetters(await TestTables.CreateAsync(azurite), new FieldCipher(TestKeys.Ring), queues);
}
