using System.Globalization;
using System.Text.RegularExpressions;
using MicroCare.Adapters.Retention;
using MicroCare.Adapters.Storage;
using MicroCare.Core.Clinics;
using MicroCare.Core.Enrollment;
using Microsoft.Extensions.Configuration;

namespace MicroCare.Adapters;

/// <summary>
/// The app's settings. A missing or unusable one stops the start, with its name. Outside development there is no secret among them: storage, carrier and
/// keys are opened by managed identity.
/// </summary>
/// <param name="DataStorage">Tables and queues: <c>DataStorage</c>.</param>
/// <param name="ExportStorage">Research exports: <c>ExportStorage</c>; in development the same account where it is left out.</param>
/// <param name="SmsConnectionString">The carrier in development; null when <paramref name="SmsEndpoint"/> is set.</param>
/// <param name="SmsEndpoint">The Communication Services resource, opened by managed identity.</param>
/// <param name="SmsFrom">The number that texts come from, E.164.</param>
/// <param name="KeyFile">The keys in development; null when <paramref name="KeyVault"/> is set.</param>
/// <param name="CreateKeyFile">
/// Whether a key file that is missing is made. Elsewhere a path that is wrong must stop the start, or new keys would lock everybody out of what the old ones
/// encrypted.
/// </param>
/// <param name="KeyVault">The vault that holds the keys.</param>
/// <param name="ProgramsFolder">Where the programs lie.</param>
/// <param name="ClinicNames">What clinics are called, by id.</param>
/// <param name="IdentityClientId">The user-assigned managed identity; null in development, where a developer's own sign-in serves.</param>
public sealed partial record MicroCareSettings(
    StorageConnection DataStorage,
    StorageConnection ExportStorage,
    string? SmsConnectionString,
    Uri? SmsEndpoint,
    string SmsFrom,
    string? KeyFile,
    bool CreateKeyFile,
    Uri? KeyVault,
    string ProgramsFolder,
    IReadOnlyDictionary<string, string> ClinicNames,
    string? IdentityClientId)
{
    /// <summary>What the carrier takes of our number in a minute, as this instance's share of it; 200 where nothing is set, a toll-free number's.</summary>
    public int TextsPerMinute { get; init; } = 200;

    /// <summary>What segments cost; null for the prices that the service brings along.</summary>
    public string? PriceFile { get; init; }

    /// <summary>Where the clinics' files lie; null in development: no clinic has one.</summary>
    public string? ClinicsFolder { get; init; }

    /// <summary>Whether this is a development environment: clinics without a file are taken, and webhooks may be without TLS.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>Whoever runs the service, told when nobody on call came; without number and address, the log alone tells.</summary>
    public OnCallContact Operator { get; init; } = new("operator", null, null);

    private const int StandardGrace = 60;

    /// <summary>How long things are kept.</summary>
    public RetentionSettings Retention { get; init; } = RetentionSettings.Standard;

    /// <summary>How long whatever is under way gets to end when a person is erased: <c>MicroCare__ErasureGraceSeconds</c>, 60 by default.</summary>
    public TimeSpan ErasureGrace { get; init; } = TimeSpan.FromSeconds(StandardGrace);

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or is a secret where none may be.</exception>
    public static MicroCareSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("MicroCare");
        var data = StorageConnection.Read(configuration, "DataStorage", isDevelopment, "tableServiceUri", "queueServiceUri")
            ?? throw new InvalidOperationException("The setting DataStorage is missing; local.settings.sample.json shows one.");
        var exports = StorageConnection.Read(configuration, "ExportStorage", isDevelopment, "blobServiceUri")
            ?? (data.ConnectionString is not null ? data : throw new InvalidOperationException("The setting ExportStorage__blobServiceUri is missing: name where exports are kept."));
        if (!isDevelopment && configuration["AzureWebJobsStorage"] is { Length: > 0 })
        {
            throw new InvalidOperationException("The setting AzureWebJobsStorage is a connection string. Outside development set AzureWebJobsStorage__accountName, and use the managed identity.");
        }

        var sms = OneOf("SmsEndpoint", "SmsConnectionString");
        var keys = OneOf("KeyVaultUri", "KeyFile");
        return new MicroCareSettings(
            data,
            exports,
            sms.Secret,
            sms.Address,
            Sender().IsMatch(Required("SmsFrom"))
                ? Required("SmsFrom")
                : throw new InvalidOperationException("The setting MicroCare__SmsFrom must be the number that texts come from, E.164 such as +18335550100, or a short code."),
            keys.Secret,
            section.GetValue("CreateKeyFile", false) && keys.Secret is not null,
            keys.Address,
            Required("ProgramsFolder"),
            section.GetSection("ClinicNames").GetChildren().Where(child => child.Value is not null)
                .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase),
            configuration["AZURE_CLIENT_ID"] is { Length: > 0 } client ? client : null)
        {
            PriceFile = section["PriceFile"] is { Length: > 0 } prices ? prices : null,
            TextsPerMinute = section["TextsPerMinute"] is not { Length: > 0 } texts ? 200
                : int.TryParse(texts, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
                : throw new InvalidOperationException("The setting MicroCare__TextsPerMinute must be a whole number from 1 on."),
            ClinicsFolder = isDevelopment && string.IsNullOrEmpty(section["ClinicsFolder"]) ? null : Required("ClinicsFolder"),
            IsDevelopment = isDevelopment,
            Operator = new OnCallContact("operator", OperatorPhone(section["Operator:Phone"]), OperatorWebhook(section["Operator:Webhook"], isDevelopment)),
            Retention = RetentionSettings.Read(section.GetSection("Retention")),
            ErasureGrace = TimeSpan.FromSeconds(section.GetValue("ErasureGraceSeconds", StandardGrace)),
        };

        string Required(string name) => section[name] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The setting MicroCare__{name} is missing; local.settings.sample.json shows one.");

        (Uri? Address, string? Secret) OneOf(string address, string secret) => (section[address], section[secret]) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidOperationException($"Set MicroCare__{address} or MicroCare__{secret}, not both."),
            ({ Length: > 0 } value, _) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? (uri, null)
                : throw new InvalidOperationException($"The setting MicroCare__{address} must be an https:// address."),
            (_, { Length: > 0 } value) => isDevelopment
                ? (null, value)
                : throw new InvalidOperationException($"The setting MicroCare__{secret} is for development only: set MicroCare__{address}, which is opened by managed identity."),
            _ => throw new InvalidOperationException($"The setting MicroCare__{(isDevelopment ? secret : address)} is missing; local.settings.sample.json and docs/keys.md show them."),
        };
    }

    private static string? OperatorPhone(string? text) => text is null or "" ? null : UsPhone.Normalize(text)
        ?? throw new InvalidOperationException("The setting MicroCare__Operator__Phone must be a US number that can receive texts, such as +13125550142.");

    private static Uri? OperatorWebhook(string? text, bool isDevelopment) => text is null or "" ? null : Webhooks.Read(text, isDevelopment)
        ?? throw new InvalidOperationException("The setting MicroCare__Operator__Webhook must be an https:// address.");

    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|[0-9]{3,6})\z")]
    private static partial Regex Sender();
}
