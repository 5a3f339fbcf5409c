using System.Collections.Frozen;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;

namespace MicroCare.Adapters.Programs;

/// <summary>The programs that this service offers, read once at start-up, each with the earlier versions whose files are still there.</summary>
public sealed class ProgramLibrary
{
    private const string InstrumentsFolder = "instruments";
    private const string SchemaFolder = "schema";
    private readonly FrozenDictionary<ProgramId, InterventionProgram> _programs;

    /// <summary>Takes the programs; of one id the newest version is offered, and knows the earlier ones.</summary>
    /// <exception cref="InvalidOperationException">Two of them are the same version of the same program.</exception>
    public ProgramLibrary(IEnumerable<InterventionProgram> programs) => _programs = programs.GroupBy(program => program.Id).ToFrozenDictionary(group => group.Key, Linked);

    /// <summary>All programs, in their newest versions.</summary>
    public IEnumerable<InterventionProgram> All => _programs.Values;

    /// <summary>
    /// Reads every <c>*.yaml</c> file of a folder and of those below it: instruments from folders called <c>instruments</c>, programs from all others.
    /// </summary>
    /// <exception cref="InvalidOperationException">The folder is missing or empty, or holds a version twice.</exception>
    /// <exception cref="ProgramFormatException">A file is wrong.</exception>
    public static ProgramLibrary Read(string folder)
    {
        var files = FilesOf(folder);
        var instruments = ReadInstruments(files);
        var programs = files.Where(file => !IsIn(file, InstrumentsFolder)).ToList();
        return programs.Count > 0
            ? new ProgramLibrary(programs.Select(file => ProgramReader.Read(file, File.ReadAllText(file), instruments)))
            : throw new InvalidOperationException($"MicroCare__ProgramsFolder names '{folder}', where there is no *.yaml file.");
    }

    /// <summary>The program files of a folder, instruments among them, in order.</summary>
    public static ImmutableArray<string> FilesOf(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Where(file => !IsIn(file, SchemaFolder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a file is an instrument, by its folder.</summary>
    public static bool IsInstrument(string file) => IsIn(file, InstrumentsFolder);

    /// <summary>The instruments among some files, by id.</summary>
    /// <exception cref="ProgramFormatException">A file is wrong.</exception>
    public static IReadOnlyDictionary<string, Instrument> ReadInstruments(IEnumerable<string> files) =>
        files.Where(IsInstrument).Select(file => InstrumentReader.Read(file, File.ReadAllText(file))).ToFrozenDictionary(instrument => instrument.Id, StringComparer.Ordinal);

    /// <summary>The newest version of a program, or null.</summary>
    public InterventionProgram? Find(ProgramId id) => _programs.GetValueOrDefault(id);

    /// <summary>The newest version of a program that a patient is in.</summary>
    /// <exception cref="InvalidOperationException">It was removed while patients are in it.</exception>
    public InterventionProgram Get(ProgramId id) =>
        Find(id) ?? throw new InvalidOperationException($"Program '{id}' is not in the programs folder, yet a patient is in it. Put it back.");

    private static InterventionProgram Linked(IGrouping<ProgramId, InterventionProgram> versions)
    {
        var newestFirst = versions.OrderByDescending(program => program.Version).ToImmutableArray();
        for (var i = 1; i < newestFirst.Length; i++)
        {
            if (newestFirst[i].Version == newestFirst[i - 1].Version)
            {
                throw new InvalidOperationException($"Version {newestFirst[i].Version} of program '{versions.Key}' stands in two files. Remove one.");
            }
        }

        return newestFirst[0] with { Earlier = newestFirst[1..] };
    }

    private static bool IsIn(string file, string folder) => Path.GetFileName(Path.GetDirectoryName(file)) == folder;
}
