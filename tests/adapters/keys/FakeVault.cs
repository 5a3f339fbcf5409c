using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace MicroCare.Tests.Adapters.Keys;

/// <summary>A Key Vault behind the real client: its REST answers, without a network. A list that it gives has one secret a page.</summary>
internal sealed class FakeVault : HttpPipelineTransport
{
    private readonly Dictionary<string, (string Value, bool Enabled, DateTimeOffset Created, DateTimeOffset? NotBefore)> _secrets = new(StringComparer.Ordinal);

    /// <summary>What <see cref="Faults"/> has for a request that is never answered.</summary>
    public const int Silence = -1;

    /// <summary>What it answers instead, one after another, before it answers well again; 0 breaks the connection.</summary>
    public Queue<int> Faults { get; } = new();

    /// <summary>Whether every request fails.</summary>
    public bool IsAway { get; set; }

    public int Requests { get; private set; }

    public static string Secret(byte value) => Convert.ToBase64String([.. Enumerable.Repeat(value, 32)]);

    public SecretClient Client()
    {
        var options = new SecretClientOptions { Transport = this, DisableChallengeResourceVerification = true };
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(100);
        return new SecretClient(new Uri("https://test.vault.azure.net"), new FakeCredential(), options);
    }

    public void Put(string name, string value, DateTimeOffset created, bool enabled = true, DateTimeOffset? notBefore = null) =>
        _secrets[name] = (value, enabled, created, notBefore);

    public void Delete(string name) => _secrets.Remove(name);

    public override Request CreateRequest() => new HttpClientTransport().CreateRequest();

    public override void Process(HttpMessage message) => message.Response = Answer(message.Request);

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (Faults.TryPeek(out var next) && next == Silence && message.Request.Headers.TryGetValue("Authorization", out _))
        {
            Requests++;
            Faults.Dequeue();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, message.CancellationToken);
        }

        message.Response = Answer(message.Request);
    }

    private FakeResponse Answer(Request request)
    {
        Requests++;
        if (IsAway)
        {
            throw new Azure.RequestFailedException("No such host is known.");
        }

        if (!request.Headers.TryGetValue("Authorization", out _))
        {
            return new FakeResponse(401, null) { Challenge = "Bearer authorization=\"https://login.microsoftonline.com/t1\", resource=\"https://vault.azure.net\"" };
        }

        if (Faults.TryDequeue(out var fault))
        {
            return fault == 0 ? throw new Azure.RequestFailedException("The connection broke.") : new FakeResponse(fault, Error("Fault"));
        }

        var path = request.Uri.ToUri().AbsolutePath.Trim('/').Split('/');
        return path.Length == 1 ? Page(request.Uri.ToUri()) : One(path[1]);
    }

    private FakeResponse Page(Uri uri)
    {
        var names = _secrets.Keys.Order(StringComparer.Ordinal).ToList();
        var index = int.TryParse(System.Web.HttpUtility.ParseQueryString(uri.Query)["$skiptoken"], out var skip) ? skip : 0;
        return new FakeResponse(200, new JsonObject
        {
            ["value"] = new JsonArray([.. names.Skip(index).Take(1).Select(Properties)]),
            ["nextLink"] = index + 1 < names.Count ? $"https://test.vault.azure.net/secrets?api-version=7.6&$skiptoken={index + 1}" : null,
        });
    }

    private FakeResponse One(string name)
    {
        if (!_secrets.TryGetValue(name, out var secret))
        {
            return new FakeResponse(404, Error("SecretNotFound"));
        }

        if (!secret.Enabled)
        {
            return new FakeResponse(403, Error("Forbidden"));
        }

        var body = Properties(name);
        body["value"] = secret.Value;
        return new FakeResponse(200, body);
    }

    private JsonObject Properties(string name)
    {
        var secret = _secrets[name];
        var attributes = new JsonObject { ["enabled"] = secret.Enabled, ["created"] = secret.Created.ToUnixTimeSeconds(), ["updated"] = secret.Created.ToUnixTimeSeconds() };
        if (secret.NotBefore is { } from)
        {
            attributes["nbf"] = from.ToUnixTimeSeconds();
        }

        return new JsonObject { ["id"] = $"https://test.vault.azure.net/secrets/{name}", ["attributes"] = attributes };
    }

    private static JsonObject Error(string code) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = "no" } };

    private sealed class FakeCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
