using System.Text.Json.Nodes;
using MicroCare.Local;
using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;

namespace MicroCare.Bench;

/// <summary>
/// (c) Storage requests for a prompt with its delivery report, its reply and the answer with its delivery report, and for a patient who waits. Patients are
/// enrolled over HTTP and woken by their alarms; the clock runs fast between.
/// </summary>
internal static class Transactions
{
    private const double Goal = 12;
    private const double Fast = 3_000;
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero); // 8:30 in Chicago; the prompts come at 9:00.

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options)
    {
        var patients = options.Sized(100, 20);
        var figures = new List<Figure>();
        var folder = Directory.CreateTempSubdirectory("microcare-bench").FullName;
        try
        {
            var gauge = new WorkGauge();
            using (var clock = WarpClock.Resume(Path.Combine(folder, "clock"), Morning, 1, gauge))
            {
                await using var bench = await BenchStack.StartAsync(clock, gauge, folder);
                Progress.Say($"(c) enrolling {patients} patients");
                await EnrollAsync(bench, clock, patients);
                figures.AddRange(await DayAsync(bench, clock, patients, Morning.AddHours(2), "with what was used lately in memory", idle: false));
                clock.Rate = Fast;
                await BenchStack.UntilAsync(() => clock.GetUtcNow() >= Morning.AddHours(22), "the nightly sweep to pass");
                clock.Rate = 1;
                await bench.QuietAsync();
            }

            using (var clock = WarpClock.Resume(Path.Combine(folder, "clock"), Morning, 1, gauge))
            {
                await using var bench = await BenchStack.StartAsync(clock, gauge, folder);
                figures.AddRange(await DayAsync(bench, clock, patients, Morning.AddHours(26), "after a restart, nothing in memory", idle: true));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return figures;
    }

    private static async Task EnrollAsync(BenchStack bench, WarpClock clock, int patients)
    {
        using var client = bench.Client();
        clock.Start();
        for (var i = 0; i < patients; i++)
        {
            await client.EnrollAsync(
                new JsonObject
                {
                    ["clinic"] = "bench",
                    ["externalId"] = $"B-{i}",
                    ["name"] = "Bench Person",
                    ["phone"] = $"+1312555{i + 2000:D4}",
                    ["timeZone"] = "America/Chicago",
                    ["language"] = "en",
                    ["program"] = BenchProgram.Id,
                    ["preferredWindow"] = new JsonObject { ["from"] = "09:00", ["to"] = "12:00" },
                    ["consentSource"] = "bench",
                },
                CancellationToken.None);
            await bench.Stack.Carrier.TextAsync($"+1312555{i + 2000:D4}", LocalStack.Number, "YES");
        }

        await bench.QuietAsync();
    }

    private static async Task<IReadOnlyList<Figure>> DayAsync(
        BenchStack bench, WarpClock clock, int patients, DateTimeOffset until, string how, bool idle)
    {
        var answered = 0;
        using var phones = bench.Stack.Carrier.OnText((text, cancellationToken) =>
        {
            if (text.Body.EndsWith("0-10.", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref answered);
                _ = ReplyAsync(text);
            }

            return Task.CompletedTask;
        });

        // A minute later, as somebody would: after the prompt's own report.
        async Task ReplyAsync(PhoneText text)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), clock);
            await bench.Stack.Carrier.TextAsync(text.To, LocalStack.Number, "7");
        }

        if (idle)
        {
            clock.Start();
        }

        await bench.QuietAsync();
        bench.Requests.Reset();
        clock.Rate = Fast;
        await BenchStack.UntilAsync(() => clock.GetUtcNow() >= until, "the prompts' hour to pass");
        clock.Rate = 1;
        await bench.QuietAsync();
        if (answered != patients)
        {
            throw new InvalidOperationException($"{answered} of {patients} prompts arrived.");
        }

        Progress.Say($"(c) {how}: {bench.Requests.Kinds}");
        var figures = new List<Figure>
        {
            Figure.AtMost("c", $"storage requests for prompt, report, reply, answer, report; {how}", Goal, (double)bench.Requests.Working / patients, ""),
        };
        return idle ? [.. figures, .. await IdleAsync(bench, clock, patients)] : figures;
    }

    private static async Task<IReadOnlyList<Figure>> IdleAsync(BenchStack bench, WarpClock clock, int patients)
    {
        bench.Requests.Reset();
        var started = TimeProvider.System.GetTimestamp();
        var virtualStart = clock.GetUtcNow();
        clock.Rate = Fast;
        await BenchStack.UntilAsync(() => clock.GetUtcNow() >= virtualStart.AddHours(12), "half an idle day");
        clock.Rate = 1;
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return
        [
            Figure.AtMost("c", "storage requests an idle patient-day", 0, 2.0 * bench.Requests.Working / patients, ""),
            Figure.Only("c", "empty polls of both queues an hour, however many patients", bench.Requests.EmptyPolls / seconds * 3600, ""),
        ];
    }
}
