using Microsoft.Extensions.Configuration;

namespace MicroCare.Adapters;

/// <summary>The app's own settings, under <c>MicroCare__</c>. A missing or unusable one stops the start, with its name.</summary>
/// <param name="CreateKeyFile">
/// Whether a key file that is missing is made: for development. Elsewhere a path that is wrong must stop the start, or new keys would lock everybody out of
/// what the old ones encrypted.
/// </param>
public sealed record MicroCareSettings(
    string DataStorage, string SmsConnectionString, string SmsFrom, string KeyFile, bool CreateKeyFile, string ProgramsFolder, IReadOnlyDictionary<string, string> ClinicNames)
{
    /// <summary>The value of <c>MicroCare__DataStorage</c> that keeps everything in memory, for simulation and tests.</summary>
    public const string InMemory = "memory";

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">One is missing.</exception>
    public static MicroCareSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("MicroCare");
        return new MicroCareSettings(
            Required("DataStorage"), Required("SmsConnectionString"), Required("SmsFrom"), Required("KeyFile"), section.GetValue("CreateKeyFile", false), Required("ProgramsFolder"),
            section.GetSection("ClinicNames").GetChildren().Where(child => child.Value is not null)
                .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase));

        string Required(string name) => section[name] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The setting MicroCare__{name} is missing; local.settings.sample.json shows one.");
    }
}
