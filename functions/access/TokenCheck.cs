using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Functions.Access;

/// <summary>What a bearer token is worth.</summary>
public abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    /// <summary>It is genuine, for us, and valid now.</summary>
    public sealed record Accepted(Caller Caller) : TokenVerdict;

    /// <summary>It is not.</summary>
    /// <param name="Reason">What to do about it; holds nothing of the token.</param>
    public sealed record Refused(string Reason) : TokenVerdict;

    /// <summary>Nobody can tell just now: the issuer's keys cannot be fetched, and none are remembered.</summary>
    public sealed record Unknown : TokenVerdict;
}

/// <summary>
/// Checks bearer tokens: issuer, audience, signature by the issuer's published keys (which are fetched, remembered and fetched anew when an unknown key
/// signs), and times, with five minutes of leeway for clocks that differ. Safe for use by several threads.
/// </summary>
public sealed class TokenCheck
{
    /// <summary>How far two clocks may be apart.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    private const int LongestToken = 16 * 1024;
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestToken };
    private readonly TokenValidationParameters? _entra;
    private readonly TokenValidationParameters? _development;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _keys;
    private readonly AccessSettings _settings;
    private readonly TimeProvider _time;

    /// <summary>Takes the settings; reads the development key where one is named.</summary>
    public TokenCheck(AccessSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _time = time;
        if (settings.Authority is { } authority)
        {
            var keys = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !authority.IsLoopback });
            _keys = keys;
            _entra = Parameters(SecurityAlgorithms.RsaSha256);
            _entra.ConfigurationManager = keys;
        }

        if (settings.DevelopmentKeyFile is { } file)
        {
            _development = Parameters(SecurityAlgorithms.EcdsaSha256);
            _development.ValidIssuer = DevelopmentKey.Issuer;
            _development.IssuerSigningKey = DevelopmentKey.ReadOrCreate(file);
        }
    }

    /// <summary>Checks one token.</summary>
    public async Task<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > LongestToken || !_handler.CanReadToken(token))
        {
            return new TokenVerdict.Refused("It is not a JSON Web Token.");
        }

        var parameters = _development is not null && IssuerOf(token) == DevelopmentKey.Issuer ? _development : _entra;
        if (parameters is null)
        {
            return new TokenVerdict.Refused("It comes from an issuer that is not trusted here.");
        }

        if (ReferenceEquals(parameters, _entra) && !await HasKeysAsync(cancellationToken))
        {
            return new TokenVerdict.Unknown();
        }

        var result = await _handler.ValidateTokenAsync(token, parameters);
        return result.IsValid ? Accept(result) : new TokenVerdict.Refused(Reason(result.Exception));
    }

    private TokenVerdict Accept(TokenValidationResult result)
    {
        var identity = result.ClaimsIdentity;
        var id = identity.FindFirst("oid")?.Value ?? identity.FindFirst("sub")?.Value;
        return string.IsNullOrEmpty(id)
            ? new TokenVerdict.Refused("It names nobody: it has neither 'oid' nor 'sub'.")
            : new TokenVerdict.Accepted(new Caller(id, Values("roles"), Values(_settings.ClinicClaim)));

        ImmutableHashSet<string> Values(string claim) => [.. identity.FindAll(claim).Select(found => found.Value)];
    }

    private async Task<bool> HasKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _keys!.GetConfigurationAsync(cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return false;
        }
    }

    private string? IssuerOf(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token).Issuer;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or FormatException)
        {
            return null; // The check itself says what is wrong.
        }
    }

    private TokenValidationParameters Parameters(string algorithm) => new()
    {
        ValidAudience = _settings.Audience,
        ValidAlgorithms = [algorithm],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        ValidateIssuer = true,
        ValidateIssuerSigningKey = true,
        LifetimeValidator = IsValidNow,
        TryAllIssuerSigningKeys = false,
    };

    private bool IsValidNow(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Leeway && (notBefore is not { } begin || now >= begin - Leeway);
    }

    private static string Reason(Exception? fault) => fault switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException =>
            "It is not valid at this time: get a new one, and check the clock that it was made by.",
        SecurityTokenInvalidAudienceException => "It is meant for another service: ask for a token with this API's client id as its audience.",
        SecurityTokenInvalidIssuerException => "It comes from an issuer that is not trusted here.",
        _ => "Its signature or form is not right.",
    };
}
