using System.Text.Json;
using System.Text.RegularExpressions;

namespace MicroCare.Local.Worker;

/// <summary>Settings as the Functions host gathers them.</summary>
internal static partial class LocalSettings
{
    /// <summary>From weak to strong: local.settings.json (else the sample), the environment, the caller's own.</summary>
    public static void Apply(ConfigurationManager configuration, LocalHostOptions options)
    {
        var root = ContentRoot(options);
        var file = Array.Find(["local.settings.json", "local.settings.sample.json"], name => File.Exists(Path.Combine(root, name)));
        if (file is not null)
        {
            configuration.AddInMemoryCollection(Values(Path.Combine(root, file)));
        }

        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(options.Settings.Select(setting => KeyValuePair.Create(Key(setting.Key), setting.Value)));
    }

    /// <summary>The environment that the app believes to be in: <c>AZURE_FUNCTIONS_ENVIRONMENT</c>, else, as <c>func start</c> has it, development.</summary>
    public static string EnvironmentName(IConfiguration configuration) =>
        configuration["AZURE_FUNCTIONS_ENVIRONMENT"] is { Length: > 0 } name ? name : Environments.Development;

    /// <summary>The folder with host.json.</summary>
    public static string ContentRoot(LocalHostOptions options)
    {
        if (options.ContentRoot is { } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "host.json")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }

    /// <summary>Puts settings in the place of <c>%Name%</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing; names it.</exception>
    public static string Resolve(IConfiguration configuration, string text) => Expression().Replace(text, match =>
        configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"'%{match.Groups[1].Value}%' does not resolve to a value: the setting {match.Groups[1].Value} is missing."));

    private static List<KeyValuePair<string, string?>> Values(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.TryGetProperty("Values", out var values)
                ? [.. values.EnumerateObject().Select(value => KeyValuePair.Create(Key(value.Name), value.Value.GetString()))]
                : [];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{path} must be a JSON object whose \"Values\" are all texts in quotes.");
        }
    }

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Expression();
}
