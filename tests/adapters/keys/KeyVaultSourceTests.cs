using MicroCare.Adapters.Keys;

namespace MicroCare.Tests.Adapters.Keys;

/// <summary>Keys from a vault, through the real client.</summary>
public sealed class KeyVaultSourceTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private readonly FakeVault _vault = new();

    public KeyVaultSourceTests()
    {
        _vault.Put("field-key-k1", FakeVault.Secret(1), Now.AddDays(-30));
        _vault.Put("field-key-k2", FakeVault.Secret(2), Now.AddDays(-1));
        _vault.Put("pepper", FakeVault.Secret(9), Now.AddDays(-30));
        _vault.Put("unrelated", "x", Now);
    }

    [Fact]
    public async Task Read_TakesEnabledKeysAndThePepper()
    {
        _vault.Put("field-key-k0", FakeVault.Secret(7), Now, enabled: false);
        var material = await ReadAsync();
        Assert.Equal(["k1", "k2"], material.Keys.Select(key => key.Id).Order());
        Assert.Equal([.. Enumerable.Repeat((byte)2, 32)], material.CurrentAt(Now).Bytes);
        Assert.Equal("k2", material.CurrentAt(Now).Id);
        Assert.Equal([.. Enumerable.Repeat((byte)9, 32)], material.Pepper);
    }

    [Fact]
    public async Task Read_OfAKeyThatIsToBeginLater_EncryptsWithItThen()
    {
        _vault.Put("field-key-k3", FakeVault.Secret(3), Now, notBefore: Now.AddMinutes(10));
        var material = await ReadAsync();
        Assert.Equal("k2", material.CurrentAt(Now.AddMinutes(9)).Id);
        Assert.Equal("k3", material.CurrentAt(Now.AddMinutes(10)).Id);
        Assert.Equal("k3", material.Newest.Id);
    }

    [Theory]
    [InlineData(429, 429)]
    [InlineData(503, 500)]
    [InlineData(0, 0)]
    [InlineData(FakeVault.Silence, 503)]
    public async Task Read_FromAVaultThatStumbles_TriesAgain(int first, int second)
    {
        _vault.Faults.Enqueue(first);
        _vault.Faults.Enqueue(second);
        Assert.Equal(2, (await ReadAsync()).Keys.Length);
    }

    [Fact]
    public async Task Read_FromAVaultThatIsThrottledForLong_SaysSo()
    {
        for (var i = 0; i < 50; i++)
        {
            _vault.Faults.Enqueue(429);
        }

        Assert.Contains("HTTP 429", (await FailAsync()).Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, 503, FakeVault.Silence)] // Azure.Core then throws the time-out alone, and not all that went before.
    [InlineData(429, 429, FakeVault.Silence)]
    [InlineData(FakeVault.Silence, FakeVault.Silence, FakeVault.Silence)]
    public async Task Read_FromAVaultThatIsSlow_SaysSo(params int[] faults)
    {
        foreach (var fault in faults)
        {
            _vault.Faults.Enqueue(fault);
        }

        Assert.Matches("no answer in time|no connection, several times", (await FailAsync()).Cause);
    }

    [Fact]
    public async Task Read_ThatItsCallerGivesUp_IsNoFaultOfTheVaults()
    {
        _vault.Faults.Enqueue(FakeVault.Silence);
        using var gone = new CancellationTokenSource();
        var reading = new KeyVaultSource(_vault.Client()).ReadAsync(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Read_FromAVaultThatIsGone_SaysSo()
    {
        _vault.IsAway = true;
        Assert.Contains("no connection", (await FailAsync()).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WithoutAPepper_SaysSo()
    {
        _vault.Delete("pepper");
        Assert.Contains("HTTP 404 SecretNotFound", (await FailAsync()).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WithoutAnyKey_PointsToTheManual()
    {
        _vault.Delete("field-key-k1");
        _vault.Delete("field-key-k2");
        Assert.Contains("docs/keys.md", (await FailAsync()).Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("field-key-k2", "not base64 at all")]
    [InlineData("field-key-k2", "c2hvcnQ=")]
    [InlineData("field-key-K.3", null)]
    [InlineData("pepper", "")]
    public async Task Read_OfASecretThatIsNoKey_NamesItAndNotItsValue(string name, string? value)
    {
        _vault.Put(name, value ?? FakeVault.Secret(3), Now);
        var fault = await FailAsync();
        Assert.Contains($"'{name}'", fault.Cause, StringComparison.Ordinal);
        if (value is { Length: > 0 })
        {
            Assert.DoesNotContain(value, fault.ToString(), StringComparison.Ordinal);
        }
    }

    private Task<KeyMaterial> ReadAsync() => new KeyVaultSource(_vault.Client()).ReadAsync(CancellationToken.None);

    private Task<KeySourceException> FailAsync() => Assert.ThrowsAsync<KeySourceException>(ReadAsync);
}
