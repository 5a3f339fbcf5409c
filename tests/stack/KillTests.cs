using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;

namespace MicroCare.Tests.Stack;

/// <summary>The service is killed, not stopped, and goes on.</summary>
public sealed partial class KillTests
{
    private const int Patients = 6;

    [Fact]
    public async Task Demo_KilledSeveralTimes_EndsAsIfItHadNotBeen()
    {
        var folder = Directory.CreateTempSubdirectory("microcare-kill").FullName;
        try
        {
            var samples = Path.Combine(folder, "samples.jsonl");
            await File.WriteAllLinesAsync(
                samples, (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "enrollments.jsonl"))).Take(Patients));
            var data = Path.Combine(folder, "data");
            foreach (var texts in (int[])[4, 15, 30])
            {
                await KillAfterAsync(texts, data, samples);
            }

            var (exit, output) = await RunAsync(Start(data, samples));
            Assert.True(exit == 0, output);
            Assert.Contains("The carrier counts the same", output, StringComparison.Ordinal);
            var prompts = Sent(data).Where(text => Prompt().IsMatch(text.Body)).ToList();
            Assert.True(prompts.Count > 2 * Patients, $"Only {prompts.Count} prompts were sent.");
            Assert.Equal(prompts.Count, prompts.Distinct().Count()); // No phone got the same step twice.
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Host_DeadBetweenCommitAndSend_SendsOnceAfterRestart()
    {
        var folder = Directory.CreateTempSubdirectory("microcare-dead").FullName;
        try
        {
            var first = await StackUnderTest.StartAsync(folder);
            var patient = await first.Client.EnrollAsync(StackUnderTest.Enrollment(), CancellationToken.None);
            await first.QuietAsync();

            // The carrier takes nothing from here on: the answer is committed and cannot leave. Then everything stops.
            first.Carrier.Faults.RefuseNext(503, times: 1000);
            await first.Carrier.TextAsync(StackUnderTest.Phone, LocalStack.Number, "YES");
            await StackUnderTest.UntilAsync(async () => (await first.FactsAsync(patient)).Contains("answerSent"), "the commit");
            Assert.Single(first.TextsTo(StackUnderTest.Phone));
            await first.StopAsync();

            await using var second = await StackUnderTest.StartAsync(folder);
            await StackUnderTest.UntilAsync(() => second.TextsTo(StackUnderTest.Phone).Count(text => text.Status == TextStatus.Delivered) == 2, "the answer");
            await second.QuietAsync();
            Assert.Equal(2, second.TextsTo(StackUnderTest.Phone).Count);
            Assert.Single(await second.FactsAsync(patient), fact => fact == "answerSent");
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task KillAfterAsync(int texts, string data, string samples)
    {
        using var demo = Start(data, samples);
        var reading = demo.StandardOutput.ReadToEndAsync();
        var started = TimeProvider.System.GetTimestamp();
        while (!demo.HasExited && Sent(data).Count < texts)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "The demo sent too few texts within a minute.");
        }

        Assert.False(demo.HasExited, "The demo ended before it could be killed.");
        demo.Kill(); // SIGKILL, to this process alone: Azurite notices by itself.
        await demo.WaitForExitAsync();
        await reading;
    }

    private static async Task<(int Exit, string Output)> RunAsync(Process demo)
    {
        using (demo)
        {
            var output = await demo.StandardOutput.ReadToEndAsync();
            var errors = await demo.StandardError.ReadToEndAsync();
            await demo.WaitForExitAsync();
            return (demo.ExitCode, output + errors);
        }
    }

    private static Process Start(string data, string samples)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "microcare.dll"), "demo", "--data", data, "--samples", samples, "--days", "4", "--speed", "40000"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    [GeneratedRegex("^(Day|Día) [0-9]+[.]")]
    private static partial Regex Prompt();

    /// <summary>The texts that the carrier's books hold as taken from the service, read while the demo writes them.</summary>
    private static List<(string To, string Body)> Sent(string data)
    {
        var path = Path.Combine(data, "carrier.jsonl");
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var sent = new List<(string To, string Body)>();
        while (reader.ReadLine() is { } line)
        {
            try
            {
                var entry = JsonNode.Parse(line)!;
                if ((string?)entry["kind"] == "taken" && (string?)entry["Text"]!["Direction"] == nameof(TextDirection.ToPhone))
                {
                    sent.Add(((string)entry["Text"]!["To"]!, (string)entry["Text"]!["Body"]!));
                }
            }
            catch (System.Text.Json.JsonException)
            {
                // The line is being written.
            }
        }

        return sent;
    }
}
