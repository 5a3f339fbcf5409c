using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Tests.Functions.Access;

/// <summary>An issuer on this machine that publishes its keys as Entra ID does.</summary>
public sealed class FakeTenant : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RsaSecurityKey> _keys = new();

    private FakeTenant(WebApplication app) => _app = app;

    public Uri Authority { get; private set; } = null!;

    /// <summary>Whether it answers at all.</summary>
    public bool IsUp { get; set; } = true;

    public int KeyRequests { get; private set; }

    public static async Task<FakeTenant> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var tenant = new FakeTenant(builder.Build());
        tenant._app.MapGet("/t1/v2.0/.well-known/openid-configuration", () => tenant.Answer(new JsonObject
        {
            ["issuer"] = tenant.Authority.AbsoluteUri,
            ["jwks_uri"] = new Uri(tenant.Authority, "/t1/discovery/v2.0/keys").AbsoluteUri,
        }));
        tenant._app.MapGet("/t1/discovery/v2.0/keys", () =>
        {
            tenant.KeyRequests++;
            return tenant.Answer(new JsonObject { ["keys"] = new JsonArray([.. tenant._keys.Values.Select(PublicPart)]) });
        });
        await tenant._app.StartAsync();
        tenant.Authority = new Uri(new Uri(tenant._app.Urls.First()), "/t1/v2.0");
        return tenant;
    }

    public void AddKey(string id) => _keys[id] = new RsaSecurityKey(RSA.Create(2048)) { KeyId = id };

    /// <summary>An access token as Entra ID makes them for an app with app roles.</summary>
    public string Token(string key, DateTimeOffset now, string audience = "api-client-id", string? issuer = null, object? roles = null, object? clinic = null,
        string algorithm = SecurityAlgorithms.RsaSha256) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Authority.AbsoluteUri,
            Audience = audience,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["oid"] = "11111111-2222-3333-4444-555555555555",
                ["sub"] = "pairwise",
                ["roles"] = roles ?? new[] { "Care.Team" },
                ["clinic"] = clinic ?? "riverside",
            },
            SigningCredentials = new SigningCredentials(_keys[key], algorithm),
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(JsonObject body) => IsUp ? Results.Json(body) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    private static JsonNode PublicPart(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
