using System.Collections.Frozen;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;

namespace MicroCare.Adapters.Programs;

/// <summary>The programs that this service offers, read once at start-up.</summary>
public sealed class ProgramLibrary
{
    private readonly FrozenDictionary<ProgramId, InterventionProgram> _programs;

    /// <summary>Takes the programs; of one id only the newest version is offered.</summary>
    public ProgramLibrary(IEnumerable<InterventionProgram> programs) =>
        _programs = programs.GroupBy(program => program.Id).ToFrozenDictionary(group => group.Key, group => group.MaxBy(program => program.Version)!);

    /// <summary>Reads every <c>*.yaml</c> file of a folder.</summary>
    /// <exception cref="InvalidOperationException">The folder is missing or empty.</exception>
    /// <exception cref="ProgramFormatException">A file is wrong.</exception>
    public static ProgramLibrary Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories) : [];
        return files.Length > 0
            ? new ProgramLibrary(files.Order(StringComparer.Ordinal).Select(file => ProgramReader.Read(file, File.ReadAllText(file))))
            : throw new InvalidOperationException($"MicroCare__ProgramsFolder names '{folder}', where there is no *.yaml file.");
    }

    /// <summary>All programs.</summary>
    public IEnumerable<InterventionProgram> All => _programs.Values;

    /// <summary>The newest version of a program, or null.</summary>
    public InterventionProgram? Find(ProgramId id) => _programs.GetValueOrDefault(id);

    /// <summary>The newest version of a program that a patient is in.</summary>
    /// <exception cref="InvalidOperationException">It was removed while patients are in it.</exception>
    public InterventionProgram Get(ProgramId id) =>
        Find(id) ?? throw new InvalidOperationException($"Program '{id}' is not in the programs folder, yet a patient is in it. Put it back.");
}
