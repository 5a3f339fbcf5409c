using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Storage.Queues;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Phones;
using MicroCare.Local;
using MicroCare.Local.Stack;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MicroCare.Bench;

/// <summary>
/// (a) Replies through the whole service: the event on the queue, the function, the commit, the answer taken by the carrier over its real protocol;
/// every answer's delivery report comes back and is handled too.
/// </summary>
internal static class RepliesOnAzurite
{
    private const double RateGoal = 150;
    private const double LatencyGoal = 250;
    private const int OpenLoopRate = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options)
    {
        var burst = options.Sized(3_000, 300);
        var steady = options.Sized(1_500, 150);
        var gauge = new WorkGauge();
        await using var bench = await BenchStack.StartAsync(TimeProvider.System, gauge);
        var services = bench.Stack.Host.Services;
        Progress.Say($"(a) seeding {burst + burst + steady} patients on Azurite");
        await Seeds.StoreAsync(
            services.GetRequiredService<IPatientStore>(), services.GetRequiredService<IPhoneBook>(), 0, burst + burst + steady, SystemClock.Instance.GetCurrentInstant());
        var queue = new QueueClient(bench.Stack.Storage, LocalStack.InboundQueue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        await BurstAsync(bench, queue, 0, burst); // Warms up.
        Progress.Say($"(a) {burst} replies as fast as they go");
        bench.Requests.Reset();
        var rate = await BurstAsync(bench, queue, burst, burst);
        var requests = (double)bench.Requests.Working / burst;
        Progress.Say($"(a) {steady} replies at {OpenLoopRate} a second");
        var latencies = await SteadyAsync(bench, queue, burst + burst, steady);
        latencies.Sort();
        return
        [
            Figure.AtLeast("a", "replies a second, on Azurite, each answer's delivery report handled too", RateGoal, rate, "/s"),
            Figure.Only("a", "storage requests a reply at that rate, its answer's delivery report included", requests, ""),
            Figure.Only("a", $"event to answer taken, at {OpenLoopRate}/s, p50", latencies[latencies.Count / 2], " ms"),
            Figure.AtMost("a", $"event to answer taken, at {OpenLoopRate}/s, p95", LatencyGoal, latencies[latencies.Count * 95 / 100], " ms"),
        ];
    }

    private static async Task<double> BurstAsync(BenchStack bench, QueueClient queue, int from, int count)
    {
        var before = bench.Stack.Carrier.Ledger.Totals.Delivered;
        var watch = Stopwatch.StartNew(); // Putting the events on the queue counts: it takes Azurite's time too.
        await Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, cancellationToken) =>
            await queue.SendMessageAsync(BinaryData.FromBytes(Seeds.ReplyEvent(index, DateTimeOffset.UtcNow)), cancellationToken: cancellationToken));
        await BenchStack.UntilAsync(() => bench.Stack.Carrier.Ledger.Totals.Delivered == before + count, "the answers");
        await BenchStack.UntilAsync(() => bench.Gauge.InFlight == 0, "the delivery reports");
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<List<double>> SteadyAsync(BenchStack bench, QueueClient queue, int from, int count)
    {
        var sent = new ConcurrentDictionary<string, long>();
        var sending = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / OpenLoopRate);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, TimeProvider.System);
            }

            var index = from + i;
            sent[Seeds.PhoneOf(index)] = DateTimeOffset.UtcNow.UtcTicks;
            sending.Add(queue.SendMessageAsync(BinaryData.FromBytes(Seeds.ReplyEvent(index, DateTimeOffset.UtcNow))));
        }

        await Task.WhenAll(sending);
        await BenchStack.UntilAsync(() => sent.Keys.All(phone => bench.Stack.Carrier.Ledger.Of(phone).Count > 0), "the answers");
        return [.. sent.Select(entry => TimeSpan.FromTicks(bench.Stack.Carrier.Ledger.Of(entry.Key)[0].At.UtcTicks - entry.Value).TotalMilliseconds)];
    }
}
