using System.CommandLine;
using MicroCare.Local.Stack;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare serve</c>.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder for keys, storage and the carrier's books.", DefaultValueFactory = _ => new(".microcare/serve") };
        var port = new Option<int>("--port") { Description = "Port of the functions on 127.0.0.1; 0 for a free one.", DefaultValueFactory = _ => 7071 };
        var carrierPort = new Option<int>("--carrier-port") { Description = "Port of the simulated carrier on 127.0.0.1; 0 for a free one.", DefaultValueFactory = _ => 7075 };
        var quiet = new Option<bool>("--quiet") { Description = "Show errors only." };
        var command = new Command("serve", "Run the service in real time for development: functions, storage and a simulated carrier. Ctrl-C stops it.")
        {
            data, port, carrierPort, quiet,
        };
        command.SetAction((parsed, cancellationToken) => Errors.ShowAsync(() => RunAsync(
            parsed.GetValue(data)!.FullName, parsed.GetValue(port), parsed.GetValue(carrierPort), !parsed.GetValue(quiet), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string folder, int port, int carrierPort, bool verbose, CancellationToken cancellationToken)
    {
        if (RunningFile.Read(folder) is { } running)
        {
            throw new InvalidOperationException($"Process {running.ProcessId} uses {folder}. Stop it, or name another folder with --data.");
        }

        await using var stack = await LocalStack.StartAsync(
            new StackOptions(folder, TimeProvider.System, new WorkGauge(), port, carrierPort, TimeSpan.FromSeconds(1)) { Verbose = verbose, ClinicsFolder = LocalStack.ShippedClinics }, cancellationToken);
        new RunningFile(Environment.ProcessId, stack.Host.BaseUri, stack.Storage).Write(folder);
        using var texts = stack.Carrier.OnText((text, _) =>
        {
            // Simulated phones only: this is the developer's view of what a phone would show.
            Console.WriteLine($"[{text.At:HH:mm:ss}] to {text.To}: {text.Body}");
            return Task.CompletedTask;
        });
        Console.WriteLine($"functions  {stack.Host.BaseUri}api/   (a token: microcare token --role Clinic.Enroll --clinic riverside --data {folder})");
        Console.WriteLine($"carrier    {stack.Carrier.Endpoint}sms");
        Console.WriteLine($"storage    {stack.Storage}");
        Console.WriteLine("Type 'NUMBER TEXT' and Enter to text as a patient, such as: +13125550142 YES");
        try
        {
            await ReadTextsAsync(stack, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping …");
        }
        finally
        {
            RunningFile.Remove(folder);
        }

        return 0;
    }

    private static async Task ReadTextsAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        // A console's ReadLine cannot be cancelled: it runs aside, and the process does not wait for it.
        while (await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellationToken) is { } line)
        {
            if (line.Split(' ', 2) is [{ Length: > 1 } number, { Length: > 0 } text] && number[0] == '+')
            {
                await stack.Carrier.TextAsync(number, LocalStack.Number, text);
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken); // No console: run until stopped.
    }
}
