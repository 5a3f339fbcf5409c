using System.CommandLine;
using System.Text.Json.Nodes;
using MicroCare.Local.Access;
using MicroCare.Local.Stack;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare status</c>.</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Data folder of the service.", DefaultValueFactory = _ => new(".microcare/serve") };
        var command = new Command("status", "Tell whether a service runs, its newest nightly count and the messages that it could not handle.") { data };
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(() => RunAsync(parsed.GetValue(data)!.FullName, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellationToken)
    {
        if (RunningFile.Read(folder) is not { } running)
        {
            Console.WriteLine($"No service runs in {folder}. Start one with: dotnet run --project local -- serve");
            return 1;
        }

        using var client = new ServiceClient(running.BaseUri, new DevelopmentTokens(LocalStack.AccessKeyFile(folder), TimeProvider.System));
        Console.WriteLine($"Process {running.ProcessId} serves {running.BaseUri}api/");
        var sweeps = (await client.GetAsync("api/operator/sweeps", cancellationToken)).AsArray();
        if (sweeps.Count == 0)
        {
            Console.WriteLine("No nightly count yet.");
        }
        else
        {
            Console.WriteLine($"Night of {(DateTimeOffset)sweeps[0]!["night"]!:yyyy-MM-dd}, {(int)sweeps[0]!["alarmsCalled"]!} alarms called:");
            foreach (var count in sweeps[0]!["counts"]!.AsArray().OfType<JsonObject>())
            {
                Console.WriteLine($"    {(string)count["clinic"]!,-20} {(string)count["state"]!,-16} {(int)count["journeys"]!,6}");
            }
        }

        var letters = (await client.GetAsync("api/operator/dead-letters", cancellationToken)).AsArray();
        Console.WriteLine(letters.Count == 0 ? "No dead letters." : $"{letters.Count} dead letters: GET api/operator/dead-letters lists them.");
        return 0;
    }
}
