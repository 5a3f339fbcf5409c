using System.Collections.Immutable;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Reading;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Clinics.Reading;

/// <summary>Reads a clinic's file from YAML and refuses what would leave a patient without consent, or an emergency without anybody. The file: docs/clinics.md.</summary>
public sealed class ClinicReader
{
    private static readonly Duration ShortestPatience = Duration.FromMinutes(1);
    private static readonly Duration LongestPatience = Duration.FromHours(1);
    private static readonly Duration ShortestConversation = Duration.FromHours(1);
    private static readonly Duration LongestConversation = Duration.FromDays(7);

    private readonly ProgramProblems _problems;
    private readonly OnCallReader _onCall;

    private ClinicReader(string file, Func<string, string?>? setting, bool isDevelopment)
    {
        _problems = new ProgramProblems(file);
        _onCall = new OnCallReader(_problems, setting, isDevelopment);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <param name="setting">The value of a setting that the file names as <c>${NAME}</c>, null where it is not set; without this, settings are not looked at.</param>
    /// <param name="isDevelopment">Whether webhooks may be without TLS.</param>
    /// <exception cref="ProgramFormatException">Something is wrong with it; all that was found is told at once.</exception>
    public static ClinicPolicy Read(string file, string yaml, Func<string, string?>? setting, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var reader = new ClinicReader(file, setting, isDevelopment);
        var policy = YamlFile.Root(yaml, "A clinic", reader._problems, "docs/clinics.md") is { } root ? reader.Parse(new YamlMap(root, reader._problems, "")) : null;
        return policy is not null && reader._problems.Count == 0 ? policy : throw new ProgramFormatException(reader._problems.All);
    }

    private ClinicPolicy Parse(YamlMap map)
    {
        var context = new ReadingContext(_problems, Languages(map));
        var id = map.Text("id");
        if (id is not null && !EnrollmentCheck.IsClinic(id))
        {
            map.Problem("id", "'id' must be 2 to 40 lower-case letters, digits and hyphens, beginning with a letter.");
        }

        var name = map.Text("name") ?? "?";
        var policy = new ClinicPolicy
        {
            Id = new ClinicId(id ?? "?"),
            Name = name,
            Line = map.Text("line", required: false),
            Watched = WatchedReader.Read(map),
            Consent = ReadDocument(context, map, "consent", "nobody may be signed up without being told the way out", "STOP"),
            Research = ReadDocument(context, map, "research", "a yes is free only where the no is named", "DATA NO", "DATOS NO"),
            Privacy = context.Localized(map, "privacy", required: false),
            Minors = ReadMinors(map),
            AgeOfMajority = map.Whole("age_of_majority", 18, 21, required: false) ?? 18,
            OnCall = _onCall.Read(map),
            WebhookSecret = _onCall.ReadSecret(map),
            AcknowledgeWithin = Length(map, "acknowledge_within", Duration.FromMinutes(5), ShortestPatience, LongestPatience, "1 minute", "1 hour"),
            ConversationLives = Length(map, "conversation_lives", Duration.FromHours(24), ShortestConversation, LongestConversation, "1 hour", "1 week"),
        };
        map.RefuseTheRest();
        return policy;
    }

    private static ImmutableArray<string> Languages(YamlMap map)
    {
        if (!map.Has("languages"))
        {
            _ = map.List("languages", required: false);
            return ["en", "es"];
        }

        ImmutableArray<string> languages = [.. map.List("languages").OfType<YamlScalarNode>().Select(node => node.Value ?? "")];
        if (!languages.Contains("en", StringComparer.Ordinal) || !languages.Contains("es", StringComparer.Ordinal) || languages.Any(language => language.Length != 2))
        {
            map.Problem("languages", "'languages' must list ISO 639-1 codes, en and es among them, such as [en, es].");
        }

        return languages;
    }

    private static ConsentDocument? ReadDocument(ReadingContext context, YamlMap map, string key, string why, params ReadOnlySpan<string> words)
    {
        if (map.Map(key, required: false) is not { } document)
        {
            return null;
        }

        var version = document.Text("version");
        if (version is not null && version.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/')))
        {
            document.Problem("version", "'version' must be a name and a number without spaces, such as riverside/2. Another version asks everybody again.");
        }

        var text = context.Localized(document, "text");
        foreach (var language in text?.Languages ?? [])
        {
            foreach (var variant in text!.VariantsIn(language))
            {
                if (!Names(variant.Text, words))
                {
                    document.Problem("text", $"The text in '{language}' does not name {words[0]}: {why}. Add it.");
                }
            }
        }

        document.RefuseTheRest();
        return version is not null && text is not null ? new ConsentDocument(version, text) : null;
    }

    private static bool Names(string text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static MinorPolicy ReadMinors(YamlMap map)
    {
        switch (map.Text("minors", required: false))
        {
            case null or "refuse":
                return MinorPolicy.Refuse;
            case "guardian_consent":
                return MinorPolicy.GuardianConsent;
            default:
                map.Problem("minors", "'minors' must be refuse or guardian_consent.");
                return MinorPolicy.Refuse;
        }
    }

    private static Duration Length(YamlMap map, string key, Duration usual, Duration shortest, Duration longest, string from, string to)
    {
        var length = ReadingContext.Length(map, key) ?? usual;
        if (length < shortest || length > longest)
        {
            map.Problem(key, $"'{key}' must be from {from} to {to}.");
        }

        return length;
    }
}
