namespace MicroCare.Conformance;

/// <summary>What is to be tested; without settings, a service that the tests start on this machine.</summary>
internal static class Settings
{
    /// <summary>The host's address, such as <c>http://localhost:7071</c>.</summary>
    public static string? HostUrl { get; } = Get("MICROCARE_HOST_URL");

    /// <summary>The connection string of the account that the inbound queue is in.</summary>
    public static string? Storage { get; } = Get("MICROCARE_STORAGE");

    /// <summary>The PEM file of the key that the service's development tokens are signed with.</summary>
    public static string? DevelopmentKey { get; } = Get("MICROCARE_DEVELOPMENT_KEY");

    /// <summary>A JSON file of tokens by role, all for the clinics <c>riverside</c> and <c>northside</c>; for a host that takes no development tokens.</summary>
    public static string? Tokens { get; } = Get("MICROCARE_TOKENS");

    private static string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>A test that puts messages on the inbound queue; not run where that is not possible.</summary>
internal sealed class StorageFactAttribute : FactAttribute
{
    public StorageFactAttribute() => Skip = Settings.HostUrl is not null && Settings.Storage is null ? "Not run: MICROCARE_STORAGE does not say where the inbound queue is." : null;
}

/// <summary>A test that needs tokens of its own making; not run where tokens are given.</summary>
internal sealed class MintingFactAttribute : FactAttribute
{
    public MintingFactAttribute() => Skip = Settings.Tokens is not null ? "Not run: tokens are given by MICROCARE_TOKENS and none can be made." : null;
}
