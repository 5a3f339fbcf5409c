using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Tests.Functions.Access;

/// <summary>Tokens of an Entra ID tenant.</summary>
public sealed class TokenCheckTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 10, 30, 15, 0, 0, TimeSpan.Zero));
    private FakeTenant _tenant = null!;
    private TokenCheck _check = null!;

    public async Task InitializeAsync()
    {
        _tenant = await FakeTenant.StartAsync();
        _tenant.AddKey("k1");
        _check = new TokenCheck(new AccessSettings(_tenant.Authority, "api-client-id", "clinic", 600, null), _time);
    }

    public async Task DisposeAsync() => await _tenant.DisposeAsync();

    [Fact]
    public async Task Token_OfTheTenant_IsAccepted()
    {
        var token = _tenant.Token("k1", _time.GetUtcNow(), roles: new[] { "Care.Team", "Operator" }, clinic: new[] { "riverside", "northside" });
        var caller = Assert.IsType<TokenVerdict.Accepted>(await CheckAsync(token)).Caller;
        Assert.Equal("11111111-2222-3333-4444-555555555555", caller.Id);
        Assert.Equal(["Care.Team", "Operator"], caller.Roles.Order());
        Assert.Equal(["northside", "riverside"], caller.Clinics.Order());
    }

    [Fact]
    public async Task Token_WithOneRoleAndClinicAsTexts_IsAccepted()
    {
        var caller = Assert.IsType<TokenVerdict.Accepted>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow(), roles: "Care.Team", clinic: "riverside"))).Caller;
        Assert.Equal(["Care.Team"], caller.Roles);
        Assert.Equal(["riverside"], caller.Clinics);
    }

    [Fact]
    public async Task Token_ForAnotherApi_IsRefused() =>
        Assert.IsType<TokenVerdict.Refused>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow(), audience: "another-api")));

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task Token_SignedInAnotherWay_IsRefused(string algorithm) =>
        Assert.IsType<TokenVerdict.Refused>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow(), algorithm: algorithm)));

    [Fact]
    public async Task Token_OfAnotherTenant_IsRefused() =>
        Assert.IsType<TokenVerdict.Refused>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow(), issuer: "https://login.microsoftonline.com/other/v2.0")));

    [Fact]
    public async Task Token_OfAnotherTenantWithItsOwnKey_IsRefused()
    {
        await using var other = await FakeTenant.StartAsync();
        other.AddKey("k1");
        Assert.IsType<TokenVerdict.Refused>(await CheckAsync(other.Token("k1", _time.GetUtcNow(), issuer: _tenant.Authority.AbsoluteUri)));
    }

    [Theory]
    [InlineData(-70, false)]
    [InlineData(-64, true)]
    [InlineData(-56, true)]
    [InlineData(4, true)]
    [InlineData(10, false)]
    public async Task Token_MadeByAnotherClock_IsAcceptedWithinFiveMinutes(int minutes, bool accepted)
    {
        var verdict = await CheckAsync(_tenant.Token("k1", _time.GetUtcNow().AddMinutes(minutes)));
        Assert.Equal(accepted, verdict is TokenVerdict.Accepted);
    }

    [Fact]
    public async Task Keys_FetchedOnce_ServeWhileTheTenantIsAway()
    {
        Assert.IsType<TokenVerdict.Accepted>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow())));
        _tenant.IsUp = false;
        Assert.IsType<TokenVerdict.Accepted>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow())));
        Assert.Equal(1, _tenant.KeyRequests);
    }

    [Fact]
    public async Task Keys_NeverFetched_MeanThatNobodyCanTell()
    {
        _tenant.IsUp = false;
        Assert.IsType<TokenVerdict.Unknown>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow())));
    }

    [Fact]
    public async Task Keys_Renewed_AreFetchedAnew()
    {
        Assert.IsType<TokenVerdict.Accepted>(await CheckAsync(_tenant.Token("k1", _time.GetUtcNow())));
        _tenant.AddKey("k2");

        // The library fetches in the background when an unknown key signs: the first such token is refused. (Entra ID publishes keys long before it uses them.)
        await StackUnderTest.UntilAsync(async () => await CheckAsync(_tenant.Token("k2", _time.GetUtcNow())) is TokenVerdict.Accepted, "the new key");
    }

    [Fact]
    public async Task DevelopmentToken_WithoutADevelopmentKey_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("microcare-access").FullName;
        var tokens = new MicroCare.Local.Access.DevelopmentTokens(Path.Combine(folder, "key.pem"), _time);
        var token = tokens.Mint(Roles.All, ["riverside"], TimeSpan.FromHours(1), "developer");
        Directory.Delete(folder, recursive: true);
        Assert.IsType<TokenVerdict.Refused>(await CheckAsync(token));
    }

    private Task<TokenVerdict> CheckAsync(string token) => _check.CheckAsync(token, CancellationToken.None);
}
