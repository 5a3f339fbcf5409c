using MicroCare.Adapters.Programs;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>Finds the program that an author names, by its id or its file.</summary>
public static class ProgramFiles
{
    private const string Instruments = "instruments";

    /// <summary>The program: a file where there is one of that name, else the newest version of that id in the folder.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message names those there are.</exception>
    /// <exception cref="ProgramFormatException">The file is wrong.</exception>
    public static InterventionProgram Find(string program, string folder)
    {
        if (File.Exists(program))
        {
            return Read(program, folder);
        }

        var known = new List<InterventionProgram>();
        var wrong = new List<ProgramProblem>();
        var instruments = InstrumentsOf(folder);
        foreach (var file in ProgramLibrary.FilesOf(folder).Where(file => !ProgramLibrary.IsInstrument(file)))
        {
            try
            {
                known.Add(ProgramReader.Read(file, File.ReadAllText(file), instruments));
            }
            catch (ProgramFormatException fault)
            {
                wrong.AddRange(fault.Problems);
            }
        }

        return known.Where(one => one.Id.Value == program).MaxBy(one => one.Version) ?? throw new InvalidOperationException(
            $"There is no program '{program}' in '{folder}', and no such file. "
            + (known.Count > 0 ? $"Known: {string.Join(", ", known.Select(one => one.Id.Value).Distinct().Order(StringComparer.Ordinal))}." : "No program was found there.")
            + string.Concat(wrong.Select(problem => $"{Environment.NewLine}{problem}")));
    }

    /// <summary>Reads a file; its instruments stand beside it, or in the folder.</summary>
    /// <exception cref="ProgramFormatException">The file is wrong.</exception>
    public static InterventionProgram Read(string file, string folder)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return ProgramReader.Read(file, File.ReadAllText(file), InstrumentsOf(Directory.Exists(Path.Combine(beside, Instruments)) ? beside : folder));
    }

    private static IReadOnlyDictionary<string, Instrument> InstrumentsOf(string folder) =>
        ProgramLibrary.ReadInstruments(ProgramLibrary.FilesOf(Path.Combine(folder, Instruments)));
}
