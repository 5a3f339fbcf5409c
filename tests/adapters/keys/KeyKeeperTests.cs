using System.Collections.Immutable;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Privacy;
using MicroCare.Tests.Stack;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Adapters.Keys;

public sealed class KeyKeeperTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);
    private readonly KeyRing _ring = new();
    private readonly Source _source = new();
    private readonly InMemoryKeyMarks _marks = new();
    private readonly LogLines _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly KeyKeeper _keeper;

    public KeyKeeperTests()
    {
        _loggers = new LoggerFactory([_logs]);
        _keeper = new KeyKeeper(_ring, _source, _marks, _time, _loggers.CreateLogger<KeyKeeper>());
        _source.Keys = [Key("k1", 1, Now.AddDays(-1))];
    }

    [Fact]
    public async Task Open_WhenTheSourceComesLate_WaitsForIt()
    {
        _source.Failures = 3;
        await RunAsync(_keeper.OpenAsync(CancellationToken.None));
        Assert.Equal("k1", _ring.Current);
        Assert.Equal(4, _source.Reads);
    }

    [Fact]
    public async Task Open_WhenTheSourceStaysAway_FailsWithTheReasonAndEncryptsNothing()
    {
        _source.Failures = int.MaxValue;
        var fault = await Assert.ThrowsAsync<KeySourceException>(() => RunAsync(_keeper.OpenAsync(CancellationToken.None)));
        Assert.Contains("HTTP 503", fault.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new FieldCipher(_ring).Encrypt(new PatientText("words"), "p1/name"));
    }

    [Fact]
    public async Task Open_WithAnotherPepperThanTheDatas_Fails()
    {
        await _keeper.OpenAsync(CancellationToken.None);
        _source.Pepper = Bytes(8);
        using var other = new KeyKeeper(new KeyRing(), _source, _marks, _time, _loggers.CreateLogger<KeyKeeper>());
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => other.OpenAsync(CancellationToken.None));
        Assert.Contains("pepper", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Bytes(8)), fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_WhileTheSourceIsAway_KeepsServingAndAlarmsOnceAnHour()
    {
        await _keeper.OpenAsync(CancellationToken.None);
        var secret = new FieldCipher(_ring).Encrypt(new PatientText("words"), "p1/name");
        _source.Failures = int.MaxValue;
        for (var minutes = 0; minutes < 120; minutes += 5)
        {
            Assert.False(await _keeper.RefreshAsync(CancellationToken.None));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal("words", new FieldCipher(_ring).Decrypt(secret, "p1/name").Words);
        Assert.Equal(2, Count("cannot be read since"));
        _source.Failures = 0;
        Assert.True(await _keeper.RefreshAsync(CancellationToken.None));
        Assert.Equal(1, Count("can be read again"));
    }

    [Fact]
    public async Task Service_RenewsEveryFiveMinutes()
    {
        await _keeper.OpenAsync(CancellationToken.None);
        await _keeper.StartAsync(CancellationToken.None);
        _source.Keys = [.. _source.Keys, Key("k2", 2, Now)];
        await AdvanceUntilAsync(() => _ring.Current == "k2");
        Assert.InRange(_time.GetUtcNow() - Now, KeyKeeper.Every, KeyKeeper.Every + TimeSpan.FromMinutes(1));
        await _keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Service_AskedForAKeyItDoesNotKnow_FetchesItSoonAndNotTooOften()
    {
        await _keeper.OpenAsync(CancellationToken.None);
        await _keeper.StartAsync(CancellationToken.None);
        var k2 = Key("k2", 2, Now.AddHours(1));
        var secret = new FieldCipher(new KeyRing("k2", new Dictionary<string, byte[]> { ["k2"] = k2.Bytes }, Bytes(9))).Encrypt(new PatientText("words"), "p1/name");
        var cipher = new FieldCipher(_ring);
        Assert.Throws<KeyMissingException>(() => cipher.Decrypt(secret, "p1/name"));
        _source.Keys = [.. _source.Keys, k2];
        await AdvanceUntilAsync(() => Reads(cipher, secret));
        Assert.InRange(_time.GetUtcNow() - Now, TimeSpan.Zero, TimeSpan.FromMinutes(2));
        Assert.Equal("k1", _ring.Current); // It decrypts already; it is not its time to encrypt.
        Assert.Equal(2, _source.Reads);
        await _keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Refresh_WhenAKeyIsDeleted_KeepsItInMemoryAndAlarms()
    {
        _source.Keys = [Key("k1", 1, Now.AddDays(-2)), Key("k2", 2, Now.AddDays(-1))];
        await _keeper.OpenAsync(CancellationToken.None);
        var old = new FieldCipher(_ring).Encrypt(new PatientText("words"), "p1/name");
        Assert.StartsWith("k2.", old, StringComparison.Ordinal);
        _source.Keys = [Key("k1", 1, Now.AddDays(-2))];
        Assert.True(await _keeper.RefreshAsync(CancellationToken.None));
        Assert.Equal("words", new FieldCipher(_ring).Decrypt(old, "p1/name").Words);
        Assert.Equal("k1", _ring.Current); // A key that others cannot learn must encrypt nothing more.
        Assert.Equal(1, Count("Field key k2 is gone"));
    }

    [Fact]
    public async Task Refresh_AfterAKeyIsRetired_TellsOfItOnce_AndAgainWhenItGoesAgain()
    {
        FieldKey[] both = [Key("k1", 1, Now.AddDays(-2)), Key("k2", 2, Now.AddDays(-1))];
        _source.Keys = [.. both];
        await _keeper.OpenAsync(CancellationToken.None);
        foreach (var keys in (FieldKey[][])[[both[1]], [both[1]], both, [both[1]]])
        {
            _source.Keys = [.. keys];
            Assert.True(await _keeper.RefreshAsync(CancellationToken.None));
            _time.Advance(KeyKeeper.Every);
        }

        Assert.Equal(2, Count("Field key k1 is gone"));
    }

    [Fact]
    public async Task Refresh_WhileBytesAreOthers_AlarmsOnceAnHour()
    {
        await _keeper.OpenAsync(CancellationToken.None);
        _source.Keys = [Key("k1", 5, Now.AddDays(-1))];
        for (var minutes = 0; minutes < 120; minutes += 5)
        {
            Assert.True(await _keeper.RefreshAsync(CancellationToken.None));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(2, Count("Field key k1 has other bytes"));
    }

    [Theory]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(System.Text.Json.JsonException))]
    [InlineData(typeof(IOException))]
    public async Task Service_WhoseSourceFailsInSomeOtherWay_AlarmsAndGoesOn(Type fault)
    {
        await _keeper.OpenAsync(CancellationToken.None);
        await _keeper.StartAsync(CancellationToken.None);
        _source.Fault = (Exception)Activator.CreateInstance(fault)!;
        await AdvanceUntilAsync(() => Count($"cannot be read since 10/30/2026 15:05:00 +00:00: {fault.Name}") == 1);
        _source.Fault = null;
        await AdvanceUntilAsync(() => Count("can be read again") == 1);
        Assert.False(_keeper.ExecuteTask!.IsCompleted); // A background service that fails ends the process.
        await _keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Refresh_WhenBytesChangeUnderTheSameId_KeepsTheOldOnesAndAlarms()
    {
        await _keeper.OpenAsync(CancellationToken.None);
        var old = new FieldCipher(_ring).Encrypt(new PatientText("words"), "p1/name");
        _source.Keys = [Key("k1", 5, Now.AddDays(-1))];
        _source.Pepper = Bytes(7);
        Assert.True(await _keeper.RefreshAsync(CancellationToken.None));
        Assert.Equal("words", new FieldCipher(_ring).Decrypt(old, "p1/name").Words);
        Assert.Equal(1, Count("Field key k1 has other bytes"));
        Assert.Equal(1, Count("pepper in test is another one"));
    }

    [Fact]
    public async Task Logs_HoldNoSecret()
    {
        await Refresh_WhenBytesChangeUnderTheSameId_KeepsTheOldOnesAndAlarms();
        Assert.DoesNotContain(_logs.All, line => line.Contains(Convert.ToBase64String(Bytes(5))[..10], StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _loggers.Dispose();
        _logs.Dispose();
    }

    private static bool Reads(FieldCipher cipher, string secret)
    {
        try
        {
            return cipher.Decrypt(secret, "p1/name").Words == "words";
        }
        catch (KeyMissingException)
        {
            return false;
        }
    }

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static FieldKey Key(string id, byte value, DateTimeOffset from) => new(id, Bytes(value), from);

    private int Count(string words) => _logs.All.Count(line => line.Contains(words, StringComparison.Ordinal));

    private Task RunAsync(Task task) => AdvanceUntilAsync(() => task.IsCompleted).ContinueWith(_ => task, TaskScheduler.Default).Unwrap();

    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        for (var seconds = 0; !condition(); seconds++)
        {
            Assert.True(seconds < 3600, "An hour was not enough.");
            for (var i = 0; i < 5 && !condition(); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System); // Lets what the clock set off run.
            }

            if (!condition())
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    private sealed class Source : IKeySource
    {
        public string Name => "test";

        public TimeSpan Spread => TimeSpan.Zero;

        public ImmutableArray<FieldKey> Keys { get; set; } = [];

        public byte[] Pepper { get; set; } = Bytes(9);

        public int Failures { get; set; }

        public int Reads { get; private set; }

        /// <summary>What it throws instead of anything else.</summary>
        public Exception? Fault { get; set; }

        public Task<KeyMaterial> ReadAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Fault is not null ? throw Fault : Failures-- > 0 ? throw new KeySourceException(Name, "HTTP 503") : Task.FromResult(new KeyMaterial(Keys, Pepper));
        }
    }
}
