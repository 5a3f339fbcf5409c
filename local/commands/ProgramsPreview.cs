using System.CommandLine;
using MicroCare.Core.Schedule;
using MicroCare.Local.Programs;
using NodaTime.Text;
using Spectre.Console;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare programs preview</c>: a program as a patient lives through it.</summary>
internal static class ProgramsPreview
{
    public static Command Make()
    {
        var program = new Argument<string>("program") { Description = "The program's id, or a file." };
        var persona = new Option<string>("--persona")
        {
            Description = $"Who lives through it: {string.Join(", ", Personas.All.Select(one => one.Name))}.",
            DefaultValueFactory = _ => Personas.All[0].Name,
        };
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Folder with the programs, and the instruments below it.", DefaultValueFactory = _ => new("programs") };
        var start = new Option<string>("--start") { Description = "Day of the enrollment.", DefaultValueFactory = _ => "2026-01-05" };
        var zone = new Option<string>("--zone") { Description = "The patient's time zone, an IANA name.", DefaultValueFactory = _ => "America/Chicago" };
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };
        var html = new Option<FileInfo?>("--html") { Description = "Where the page goes; .microcare/preview/PROGRAM.html if not given." };
        var command = new Command("preview", "Show a program as a patient would live through it: the conversation here, and a page with calendar, steps and every text.")
        {
            program, persona, folder, start, zone, seed, html,
        };
        start.Validators.Add(result =>
        {
            if (!LocalDatePattern.Iso.Parse(result.GetValueOrDefault<string>() ?? "").Success)
            {
                result.AddError("--start must be a day such as 2026-01-05.");
            }
        });
        zone.Validators.Add(result =>
        {
            if (LocalClock.FindZone(result.GetValueOrDefault<string>() ?? "") is null)
            {
                result.AddError("--zone must be an IANA name such as America/Chicago.");
            }
        });
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(async () =>
        {
            var who = Personas.Named(parsed.GetValue(persona)!);
            var what = ProgramFiles.Find(parsed.GetValue(program)!, parsed.GetValue(folder)!.FullName);
            var journey = Rehearsal.Play(
                what, who, new RehearsalSettings(LocalDatePattern.Iso.Parse(parsed.GetValue(start)!).Value, parsed.GetValue(zone)!, parsed.GetValue(seed)));
            new ConversationScreen(AnsiConsole.Console).Show(journey);

            var page = parsed.GetValue(html)?.FullName ?? Path.GetFullPath(Path.Combine(".microcare", "preview", $"{what.Id}.html"));
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            await File.WriteAllTextAsync(page, ProgramPage.Of(journey), cancellationToken);
            Console.WriteLine($"The page: {page}");
            return 0;
        }));
        return command;
    }
}
