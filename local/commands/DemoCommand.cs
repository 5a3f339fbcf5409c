using System.CommandLine;
using System.Globalization;
using MicroCare.Local.Demo;
using Spectre.Console;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare demo</c>.</summary>
internal static class DemoCommand
{
    // Monday morning of the week in which US clocks fall back: the demo crosses the change.
    private static readonly DateTimeOffset UsualStart = new(2026, 10, 26, 13, 0, 0, TimeSpan.Zero);

    public static Command Make()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder for keys, storage, the carrier's books and exports.", DefaultValueFactory = _ => new(".microcare/demo") };
        var samples = new Option<FileInfo>("--samples") { Description = "JSON lines with the patients to enroll.", DefaultValueFactory = _ => new(Path.Combine(AppContext.BaseDirectory, "samples", "enrollments.jsonl")) };
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };
        var start = new Option<string>("--start") { Description = "First virtual moment, ISO 8601.", DefaultValueFactory = _ => UsualStart.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) };
        var program = new Option<string>("--program") { Description = "The program that everybody is enrolled in, such as steady-steps (eight weeks).", DefaultValueFactory = _ => "first-steps" };
        var days = new Option<int?>("--days") { Description = "Virtual days to run; without it, three more than the program has." };
        var speed = new Option<double>("--speed") { Description = "Virtual seconds per second while nothing is going on.", DefaultValueFactory = _ => 40_000 };
        var keep = new Option<bool>("--keep") { Description = "Leave everything running at the end, and print the URLs." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin anew, even where a demo that was stopped could go on." };
        var verbose = new Option<bool>("--verbose") { Description = "Show the log." };
        var command = new Command("demo", "Enroll 20 simulated patients and run a program: two weeks of texts in about a minute. Stopped or killed, it goes on when started again.")
        {
            data, samples, seed, start, program, days, speed, keep, fresh, verbose,
        };
        start.Validators.Add(result =>
        {
            if (!DateTimeOffset.TryParse(result.GetValueOrDefault<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            {
                result.AddError("--start must be a moment such as 2026-10-26T13:00:00Z.");
            }
        });
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 733)
            {
                result.AddError("--days must be from 1 to 733.");
            }
        });
        speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= 1_000_000))
            {
                result.AddError("--speed must be from 1 to 1000000.");
            }
        });
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(() => new DemoRun(
            new DemoOptions(
                parsed.GetValue(data)!.FullName, parsed.GetValue(samples)!.FullName, parsed.GetValue(seed),
                DateTimeOffset.Parse(parsed.GetValue(start)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                parsed.GetValue(program)!, parsed.GetValue(days), parsed.GetValue(speed), parsed.GetValue(keep), parsed.GetValue(fresh), parsed.GetValue(verbose)),
            new DemoScreen(AnsiConsole.Console)).RunAsync(cancellationToken)));
        return command;
    }
}
