using System.CommandLine;
using MicroCare.Adapters.Clinics;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare clinics</c>: what whoever writes a clinic's file needs.</summary>
internal static class ClinicsCommand
{
    public static Command Make() => new("clinics", "For whoever writes clinics' files.") { MakeCheck() };

    private static Command MakeCheck()
    {
        var paths = new Argument<string[]>("path") { Description = "Files or folders.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => ["clinics"] };
        var command = new Command(
            "check", "Tell what is wrong with clinics' files: file, line, column and remedy. Whether the settings that they name are set is not looked at. Ends with 1 where something is.")
        {
            paths,
        };
        command.SetAction(parsed => Errors.ShowAsync(() => Task.FromResult(Check(parsed.GetValue(paths)!))));
        return command;
    }

    private static int Check(string[] paths)
    {
        var files = paths.SelectMany(path => File.Exists(path) ? [path] : ClinicFiles.FilesOf(path)).Distinct(StringComparer.Ordinal).ToList();
        var none = paths.Where(path => !File.Exists(path) && ClinicFiles.FilesOf(path).IsEmpty)
            .Select(path => new ProgramProblem(path, 1, 1, "Here is no *.yaml file. Name a file, or a folder that holds some."));
        var problems = none.Concat(ClinicFiles.Check(files, setting: null, isDevelopment: false).Problems).ToList();
        problems.ForEach(problem => Console.WriteLine(problem));
        Console.WriteLine(problems.Count == 0 ? $"{files.Count} files, no problems." : $"{problems.Count} problems in {files.Count} files.");
        return problems.Count == 0 ? 0 : 1;
    }
}
