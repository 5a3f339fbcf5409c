using System.CommandLine;
using System.Globalization;
using MicroCare.Local.Programs;
using Spectre.Console;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare programs diff</c>: what a new version of a program changes, and for whom.</summary>
internal static class ProgramsDiff
{
    public static Command Make()
    {
        var old = new Argument<FileInfo>("old") { Description = "The file of the version that patients are in." };
        var @new = new Argument<FileInfo>("new") { Description = "The file of the new version." };
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Folder whose instruments count where none stand beside a file.", DefaultValueFactory = _ => new("programs") };
        var command = new Command("diff", "Tell what a new version of a program changes, and what it means for patients who are in the old one.") { old, @new, folder };
        command.SetAction((parsed, _) => Errors.ShowAsync(() =>
        {
            var instruments = parsed.GetValue(folder)!.FullName;
            var before = ProgramFiles.Read(parsed.GetValue(old)!.FullName, instruments);
            var after = ProgramFiles.Read(parsed.GetValue(@new)!.FullName, instruments);
            var changes = ProgramChanges.Between(before, after);
            new ChangeScreen(AnsiConsole.Console).Show(
                string.Create(CultureInfo.InvariantCulture, $"{after.Id}: version {before.Version} to version {after.Version}{(changes.IsEmpty ? ". Nothing changes." : "")}"), changes);
            return Task.FromResult(0);
        }));
        return command;
    }
}
