using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MicroCare.Core.Identity;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs.Reading;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Programs;

/// <summary>Reads a program from YAML and refuses whatever would later stand in a patient's way. The language: docs/programs.md.</summary>
public sealed class ProgramReader
{
    private const int LongestProgram = 730;

    private readonly ProgramProblems _problems;
    private readonly IReadOnlyDictionary<string, Instrument> _instruments;

    private ProgramReader(string file, IReadOnlyDictionary<string, Instrument> instruments) => (_problems, _instruments) = (new ProgramProblems(file), instruments);

    /// <summary>Reads the program.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content; at most a million characters.</param>
    /// <param name="instruments">The instruments that it may measure, by id.</param>
    /// <exception cref="ProgramFormatException">Something is wrong with it; all that was found is told at once.</exception>
    public static InterventionProgram Read(string file, string yaml, IReadOnlyDictionary<string, Instrument>? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var reader = new ProgramReader(file, instruments ?? new Dictionary<string, Instrument>());
        var program = YamlFile.Root(yaml, "A program", reader._problems) is { } root ? reader.Parse(root) : null;
        return reader._problems.Count == 0 && program is not null
            ? program with { Fingerprint = FingerprintOf(program, yaml) }
            : throw new ProgramFormatException(reader._problems.All);
    }

    private InterventionProgram? Parse(YamlMappingNode root)
    {
        var map = new YamlMap(root, _problems, "");
        var id = map.Text("id");
        var version = map.Whole("version", 1, 1_000_000);
        var days = map.Whole("days", 1, LongestProgram);
        var consentVersion = map.Has("consent_version") ? map.Whole("consent_version", 1, 1_000_000) : 1;
        ImmutableArray<string> languages = [.. map.List("languages").OfType<YamlScalarNode>().Select(node => node.Value ?? "")];
        if (languages.Length == 0 || languages.Any(language => language.Length != 2))
        {
            map.Problem("languages", "'languages' must list ISO 639-1 codes, such as [en, es].");
        }

        var context = new ReadingContext(_problems, languages) { Instruments = _instruments, Memories = MemoryReader.Read(map, root, languages) };
        var title = context.Fixed.Localized(map, "title");
        var messages = MessagesReader.Read(context.Anytime, map);
        var settings = new SettingsReader(context);
        var about = settings.ReadAbout(map);
        var pace = SettingsReader.ReadPace(map);
        var tailoring = settings.ReadTailoring(map);
        var migration = SettingsReader.ReadMigration(map);
        var story = new StoryReader(context, days ?? LongestProgram);
        story.Read(map);
        map.RefuseTheRest();
        if (_problems.Count > 0)
        {
            return null;
        }

        var program = new InterventionProgram
        {
            Id = new ProgramId(id!),
            Version = version!.Value,
            Days = days!.Value,
            Title = title!,
            Languages = languages,
            Messages = messages!,
            ConsentVersion = consentVersion ?? 1,
            About = about,
            Pace = pace,
            Arcs = story.Arcs,
            Steps = [.. story.Steps.Where(step => step.Day > 0)],
            Recurring = [.. story.Steps.Where(step => step.Schedule is StepSchedule.Every or StepSchedule.OnWeekdays or StepSchedule.Anchored)],
            Unscheduled = [.. story.Steps.Where(step => step.Schedule is StepSchedule.Never)],
            Library = story.Library,
            AllSteps = [.. story.Steps, .. story.Library.SelectMany(shelf => shelf.Exercises)],
            Memories = context.Memories,
            Tailoring = tailoring,
            Migration = migration,
            Places = PlacesOf(root),
            AskSpacing = Duration.FromDays((double)days.Value / Math.Max(1, story.Steps.Count(step => step.Day > 0 && step.Asks))),
        };
        KnownCheck.Check(program, context.Vocabulary, _problems);
        return program;
    }

    private static ImmutableDictionary<string, SourcePlace> PlacesOf(YamlMappingNode root)
    {
        var places = ImmutableDictionary.CreateBuilder<string, SourcePlace>(StringComparer.Ordinal);
        Add(root, "");
        foreach (var (key, part) in root)
        {
            if (part is YamlMappingNode map)
            {
                Add(map, $"{key}.");
            }
        }

        return places.ToImmutable();

        void Add(YamlMappingNode map, string path)
        {
            foreach (var (key, _) in map)
            {
                places[$"{path}{key}"] = new SourcePlace((int)key.Start.Line, (int)key.Start.Column);
            }
        }
    }

    private static string FingerprintOf(InterventionProgram program, string yaml)
    {
        var measured = program.AllSteps.SelectMany(step => step.Content.Concat(step.Gentler)).OfType<Instruction.BeginInstrument>()
            .Select(begin => begin.Instrument.Fingerprint).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml.ReplaceLineEndings("\n") + string.Join('\n', measured))));
    }
}
