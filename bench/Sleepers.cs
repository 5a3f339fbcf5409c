using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Bench;

/// <summary>(d) The engine's start with many sleeping patients.</summary>
internal static class Sleepers
{
    private const double TimeGoal = 20;
    private const double MemoryGoal = 400;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, string? storage)
    {
        var count = options.Sized(100_000, 2_000);
        var where = storage is null ? "in memory" : "on Azurite";
        var catalog = new OrchestrationCatalog();
        catalog.AddOrchestrator("sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(100), CancellationToken.None);
            return null;
        });
        IDurableStore store = storage is null
            ? new InMemoryDurableStore()
            : new TableDurableStore(new TableServiceClient(storage), new BlobServiceClient(storage), "BenchSleepers");
        await SeedAsync(catalog, store, count, where);

        var before = await SettledMemoryAsync();
        await using var engine = new DurableEngine(catalog, store, new DurableEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var watch = Stopwatch.StartNew();
        await engine.StartAsync(CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = (await SettledMemoryAsync() - before) / (double)count;
        var sleeping = engine.Figures.Sleepers;
        return sleeping == count
            ? [
                Figure.AtMost("d", $"start with {count:N0} sleeping patients, {where}", TimeGoal, seconds, " s"),
                Figure.AtMost("d", $"memory for each, {where}", MemoryGoal, bytes, " bytes"),
            ]
            : throw new InvalidOperationException($"{sleeping} of {count} sleep.");
    }

    /// <summary>Managed memory once what the seeding left behind is gone: pooled buffers go only after several collections.</summary>
    private static async Task<long> SettledMemoryAsync()
    {
        for (var i = 0; i < 8; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task SeedAsync(OrchestrationCatalog catalog, IDurableStore store, int count, string where)
    {
        var watch = Stopwatch.StartNew();
        await using var engine = new DurableEngine(catalog, store, new DurableEngineOptions { CachedInstances = 0 }, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancellationToken) =>
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                "sleep", null, new StartOrchestrationOptions($"journey-{i:D26}"), cancellationToken);
            if (Interlocked.Increment(ref done) % 20_000 == 0)
            {
                Progress.Say($"(d) seeded {done:N0} sleepers {where}");
            }
        });
        await engine.StopAsync(CancellationToken.None);
        Progress.Say($"(d) seeding {count:N0} sleepers {where} took {watch.Elapsed.TotalSeconds:0} s");
    }
}
