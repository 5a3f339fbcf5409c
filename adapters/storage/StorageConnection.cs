using Microsoft.Extensions.Configuration;

namespace MicroCare.Adapters.Storage;

/// <summary>
/// How a storage account is reached, as the Functions host reads it from a setting: a connection string, or, in a section of that name, the services'
/// addresses and the managed identity that opens them.
/// </summary>
/// <param name="ConnectionString">For development only.</param>
/// <param name="Tables">Such as <c>https://account.table.core.windows.net</c>.</param>
/// <param name="Queues">Such as <c>https://account.queue.core.windows.net</c>.</param>
/// <param name="Blobs">Such as <c>https://account.blob.core.windows.net</c>.</param>
public sealed record StorageConnection(string? ConnectionString, Uri? Tables, Uri? Queues, Uri? Blobs)
{
    /// <summary>The value that keeps everything in memory, for simulation and tests.</summary>
    public const string InMemory = "memory";

    /// <summary>Whether nothing is kept.</summary>
    public bool IsInMemory => ConnectionString == InMemory;

    /// <summary>Reads a setting; null when it is not there.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="isDevelopment">Whether a connection string will do.</param>
    /// <param name="services">The addresses that must be there, such as <c>tableServiceUri</c>.</param>
    /// <exception cref="InvalidOperationException">It cannot be used; names the setting.</exception>
    public static StorageConnection? Read(IConfiguration configuration, string name, bool isDevelopment, params string[] services)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(services);
        var section = configuration.GetSection(name);
        if (section.Value is { Length: > 0 } text)
        {
            return isDevelopment
                ? new StorageConnection(text, null, null, null)
                : throw new InvalidOperationException(
                    $"The setting {name} is a connection string. Outside development storage is opened by managed identity: set {string.Join(" and ", services.Select(service => $"{name}__{service}"))}.");
        }

        return section.GetChildren().Any()
            ? new StorageConnection(null, Address("tableServiceUri"), Address("queueServiceUri"), Address("blobServiceUri"))
            : null;

        Uri? Address(string service) => (section[service], services.Contains(service)) switch
        {
            (null or "", false) => null,
            (null or "", true) => throw new InvalidOperationException($"The setting {name}__{service} is missing: name the address of that service."),
            var (value, _) when Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps => uri,
            _ => throw new InvalidOperationException($"The setting {name}__{service} must be an https:// address."),
        };
    }
}
