using System.CommandLine;
using MicroCare.Local.Programs;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare programs</c>: what authors of programs need.</summary>
internal static class ProgramsCommand
{
    /// <summary>Each task is a command of its own, made in a file of its own, and stands in this list.</summary>
    public static Command Make() => new("programs", "For authors of programs.")
    {
        MakeCheck(),
        ProgramsPreview.Make(),
        ProgramsDiff.Make(),
    };

    private static Command MakeCheck()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files or folders. Instruments are taken from every folder called 'instruments' among or next to them.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => ["programs"],
        };
        var command = new Command("check", "Tell what is wrong with programs: file, line, column and remedy. Ends with 1 where something is.") { paths };
        command.SetAction(parsed => Errors.ShowAsync(() => Task.FromResult(Check(parsed.GetValue(paths)!))));
        return command;
    }

    private static int Check(string[] paths)
    {
        var checkedFiles = FileCheck.Check(paths);
        foreach (var problem in checkedFiles.Problems)
        {
            Console.WriteLine(problem);
        }

        Console.WriteLine(checkedFiles.Summary);
        return checkedFiles.Problems.IsEmpty ? 0 : 1;
    }
}
