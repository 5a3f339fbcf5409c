using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs;

/// <summary>Reads a program from YAML and refuses whatever would later stand in a patient's way.</summary>
public sealed class ProgramReader
{
    private const int LongestFile = 1_000_000;
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly string[] MessageKeys =
    [
        "consent", "consent_again", "consent_unclear", "declined", "started", "welcome_back", "stopped", "help", "check_in", "unmatched", "closing",
    ];

    private readonly ProgramProblems _problems;
    private ImmutableArray<string> _languages = [];

    private ProgramReader(string file) => _problems = new ProgramProblems(file);

    /// <summary>Reads the program.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content; at most a million characters.</param>
    /// <exception cref="ProgramFormatException">Something is wrong with it; all that was found is told at once.</exception>
    public static InterventionProgram Read(string file, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var reader = new ProgramReader(file);
        InterventionProgram? program = null;
        if (yaml.Length > LongestFile)
        {
            reader._problems.Add(1, 1, $"The file has {yaml.Length} characters; {LongestFile} is the most. Split the program.");
        }
        else
        {
            program = reader.Parse(yaml);
        }

        return reader._problems.All.Count == 0 && program is not null ? program : throw new ProgramFormatException(reader._problems.All);
    }

    private InterventionProgram? Parse(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            _problems.Add((int)fault.Start.Line, (int)fault.Start.Column, $"This is no YAML: {fault.Message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The YAML library's answer to a mapping that is the key of another one.
            _problems.Add(1, 1, "This is no YAML that can be read: a key must be a plain word. Look for double braces.");
            return null;
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            _problems.Add(1, 1, "A program is one YAML document with 'id', 'version', 'days', 'languages', 'title', 'messages' and 'steps'.");
            return null;
        }

        var map = new YamlMap(root, _problems, "");
        var id = map.Text("id");
        var version = map.Whole("version", 1, 1_000_000);
        var days = map.Whole("days", 1, 730);
        _languages = [.. map.List("languages").OfType<YamlScalarNode>().Select(node => node.Value ?? "")];
        if (_languages.Length == 0 || _languages.Any(language => language.Length != 2))
        {
            map.Problem("languages", "'languages' must list ISO 639-1 codes, such as [en, es].");
        }

        var title = Localized(map, "title");
        var messages = map.Map("messages") is { } texts ? ReadMessages(texts) : null;
        var steps = ReadSteps(map, days ?? int.MaxValue);
        map.RefuseTheRest();
        return _problems.All.Count > 0
            ? null
            : new InterventionProgram(new ProgramId(id!), version!.Value, days!.Value, title!, _languages, steps, messages!);
    }

    private ProgramMessages? ReadMessages(YamlMap map)
    {
        var texts = Array.ConvertAll(MessageKeys, key => Localized(map, key));
        map.RefuseTheRest();
        return Array.Exists(texts, text => text is null)
            ? null
            : new ProgramMessages(
                texts[0]!, texts[1]!, texts[2]!, texts[3]!, texts[4]!, texts[5]!, texts[6]!, texts[7]!, texts[8]!, texts[9]!, texts[10]!);
    }

    private ImmutableArray<ProgramStep> ReadSteps(YamlMap map, int days)
    {
        var steps = ImmutableArray.CreateBuilder<ProgramStep>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in map.List("steps"))
        {
            if (node is not YamlMappingNode mapping)
            {
                _problems.Add(node, "A step is a mapping with 'id', 'day', 'at' and 'text'.");
                continue;
            }

            var step = new YamlMap(mapping, _problems, $"steps[{steps.Count}].");
            var id = step.Text("id") ?? "";
            if (!seen.Add(id))
            {
                step.Problem("id", $"The step id '{id}' is used twice; give every step its own.");
            }

            var day = step.Whole("day", 1, days) ?? 1;
            if (steps.Count > 0 && day < steps[^1].Day)
            {
                step.Problem("day", $"Step '{id}' is on day {day}, before the step above it (day {steps[^1].Day}). Put the steps in the order of their days.");
            }

            steps.Add(ReadStep(step, new StepId(id.Length > 0 ? id : "?"), day));
            step.RefuseTheRest();
        }

        if (steps.Count == 0)
        {
            map.Problem("steps", "A program needs at least one step.");
        }

        return steps.DrainToImmutable();
    }

    private ProgramStep ReadStep(YamlMap step, StepId id, int day)
    {
        var at = ReadTime(step);
        var text = Localized(step, "text") ?? Nothing;
        var answer = step.Has("answer") ? new AnswerFormatReader(_problems, Localized).Read(step) : null;
        var thanks = Localized(step, "thanks", required: answer is not null);
        var unclear = Localized(step, "unclear", required: answer is AnswerFormat.Number or AnswerFormat.YesNo or AnswerFormat.Choice);
        if (!step.Has("answer") && (thanks is not null || unclear is not null))
        {
            step.Problem("thanks", $"Step '{id}' asks nothing, so it has no 'thanks' and no 'unclear'. Add an 'answer' or remove them.");
        }

        return new ProgramStep(id, day, at, text, answer, thanks, unclear);
    }

    private static LocalizedText Nothing { get; } = new(new Dictionary<string, string> { ["en"] = "" });

    private static LocalTime? ReadTime(YamlMap step)
    {
        var at = step.Text("at");
        if (at is null or "preferred")
        {
            return null;
        }

        var time = TimePattern.Parse(at);
        if (!time.Success || !QuietHours.Allow(time.Value) || !QuietHours.Allow(time.Value.PlusMinutes(30)))
        {
            step.Problem("at", $"'at' must be 'preferred' or a time such as \"18:30\", from 08:00 to 20:29; '{at}' is not.");
            return null;
        }

        return time.Value;
    }

    private LocalizedText? Localized(YamlMap map, string key) => Localized(map, key, required: true);

    private LocalizedText? Localized(YamlMap map, string key, bool required)
    {
        if (map.Map(key, required) is not { } texts)
        {
            return null;
        }

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in _languages)
        {
            if (texts.Text(language) is { } text)
            {
                read[language] = text.Trim();
                CheckPlaceholders(texts, language, text);
            }
        }

        texts.RefuseTheRest();
        return read.Count == _languages.Length && read.Count > 0 ? new LocalizedText(read) : null;
    }

    private static void CheckPlaceholders(YamlMap texts, string language, string text)
    {
        foreach (var unknown in TextTemplate.Placeholders(text).Except(TextTemplate.Known, StringComparer.Ordinal))
        {
            texts.Problem(language, $"'{{{unknown}}}' is no placeholder. Known: {string.Join(", ", TextTemplate.Known.Select(name => $"{{{name}}}"))}.");
        }
    }
}
