using System.Collections.Immutable;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Identity;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;

namespace MicroCare.Local.Programs;

/// <summary>What was found in some files.</summary>
/// <param name="Problems">By file, line and column.</param>
/// <param name="Files">How many files were looked at.</param>
internal sealed record CheckedFiles(ImmutableArray<ProgramProblem> Problems, int Files)
{
    /// <summary>One line for a person.</summary>
    public string Summary => Problems.IsEmpty
        ? $"{Count(Files, "file")}, no problems."
        : $"{Count(Problems.Length, "problem")} in {Problems.Select(problem => problem.File).Distinct(StringComparer.Ordinal).Count()} of {Count(Files, "file")}.";

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}

/// <summary>Checks the files of programs and instruments; a broken one keeps no other from being checked.</summary>
internal sealed class FileCheck
{
    private const string InstrumentsFolder = "instruments";
    private readonly List<ProgramProblem> _problems = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<(ProgramId Id, int Version), string> _versions = [];

    private FileCheck()
    {
    }

    /// <summary>Checks files and folders.</summary>
    public static CheckedFiles Check(IEnumerable<string> paths)
    {
        var files = new FileCheck();
        foreach (var path in paths)
        {
            files.CheckPath(path);
        }

        return new CheckedFiles(
            [.. files._problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => (problem.Line, problem.Column))], files._seen.Count);
    }

    private void CheckPath(string path)
    {
        var files = File.Exists(path) ? [path] : ProgramLibrary.FilesOf(path);
        if (files.IsEmpty)
        {
            _problems.Add(new ProgramProblem(path, 1, 1, "Here is no *.yaml file. Name a file, or a folder that holds some."));
        }

        var instruments = new Dictionary<string, Instrument>(StringComparer.Ordinal);
        foreach (var file in files.Concat(files.SelectMany(Beside)).Where(ProgramLibrary.IsInstrument).Distinct(StringComparer.Ordinal))
        {
            if (Read(file, InstrumentReader.Read, tell: Take(file)) is { } instrument)
            {
                instruments.TryAdd(instrument.Id, instrument);
            }
        }

        foreach (var file in files.Where(file => !ProgramLibrary.IsInstrument(file)).Where(Take))
        {
            if (Read(file, (name, yaml) => ProgramReader.Read(name, yaml, instruments), tell: true) is { } program)
            {
                CheckProgram(file, program);
            }
        }
    }

    private void CheckProgram(string file, InterventionProgram program)
    {
        _problems.AddRange(ProgramCheck.Check(file, program));
        if (!_versions.TryAdd((program.Id, program.Version), file))
        {
            _problems.Add(new ProgramProblem(
                file, 1, 1, $"Version {program.Version} of program '{program.Id}' stands in {_versions[(program.Id, program.Version)]} as well. Give one of them another version, or remove it."));
        }
    }

    /// <summary>The instruments in the folder next to a program's file.</summary>
    private static IEnumerable<string> Beside(string file) => ProgramLibrary.FilesOf(Path.Combine(Path.GetDirectoryName(file) ?? "", InstrumentsFolder));

    private bool Take(string file) => _seen.Add(Path.GetFullPath(file));

    private T? Read<T>(string file, Func<string, string, T> read, bool tell)
        where T : class
    {
        try
        {
            return read(file, File.ReadAllText(file));
        }
        catch (ProgramFormatException fault)
        {
            _problems.AddRange(tell ? fault.Problems : []);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new ProgramProblem(file, 1, 1, $"This file cannot be read: {fault.Message}"));
        }

        return null;
    }
}
