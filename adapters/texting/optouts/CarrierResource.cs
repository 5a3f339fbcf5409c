using Azure.Core;
using Azure.Core.Pipeline;

namespace MicroCare.Adapters.Texting.OptOuts;

/// <summary>A Communication Services resource, and how requests to it are proved to be ours.</summary>
public sealed record CarrierResource(Uri Endpoint, HttpPipelinePolicy Authentication)
{
    private const string Scope = "https://communication.azure.com//.default";

    /// <summary>Opened by an identity.</summary>
    public static CarrierResource Of(Uri endpoint, TokenCredential identity) => new(endpoint, new BearerTokenAuthenticationPolicy(identity, Scope));

    /// <summary>Opened by a connection string, <c>endpoint=https://…;accesskey=…</c>; in development only.</summary>
    /// <exception cref="InvalidOperationException">The string lacks a part. The message does not quote it: it holds a secret.</exception>
    public static CarrierResource Of(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToLookup(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        return Uri.TryCreate(parts["endpoint"].FirstOrDefault(), UriKind.Absolute, out var endpoint) && parts["accesskey"].FirstOrDefault() is { Length: > 0 } key
            ? new(endpoint, new CarrierSignature(Convert.FromBase64String(key)))
            : throw new InvalidOperationException("The setting MicroCare__SmsConnectionString needs an endpoint and an accesskey.");
    }
}
