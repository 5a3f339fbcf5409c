using System.Diagnostics;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Bench;

/// <summary>
/// (b) Eternal loops of the durable engine: a timer or an external event, then an activity, then ContinueAsNew. Instances run side by side. An event is raised as
/// soon as the activity before it has run, so it often shares a turn with that activity's completion; timer loops share nothing.
/// </summary>
internal static class Turns
{
    private const string Vanilla = "vanilla Durable Functions, Azurite: 70 to 110/s at 10.6 to 17.7 requests";
    private const int Instances = 64;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, string? storage)
    {
        var figures = new List<Figure>();
        var where = storage is null ? "in memory" : "on Azurite";
        var loops = options.Sized(storage is null ? 500 : 60, storage is null ? 50 : 10);
        foreach (var kind in (string[])["timer", "event"])
        {
            Progress.Say($"(b) {kind} loops {where}");
            var requests = new RequestCount();
            var rate = await RunAsync(kind, loops, storage, requests);
            figures.Add(new Figure("b", $"{kind} -> activity -> ContinueAsNew, {where}", storage is null ? "" : Vanilla, $"{rate:N0}/s", null));
            if (storage is not null)
            {
                figures.Add(Figure.Only("b", $"storage requests a {kind} loop", (double)requests.Working / (loops * Instances), ""));
            }
        }

        return figures;
    }

    private static async Task<double> RunAsync(string kind, int loops, string? storage, RequestCount requests)
    {
        var done = new SemaphoreSlim[Instances];
        var catalog = new OrchestrationCatalog();
        catalog.AddActivity("Note", (call, _) =>
        {
            done[(int)call.GetInput(typeof(int))!].Release();
            return Task.FromResult<object?>(null);
        });
        catalog.AddOrchestrator("loop", async context =>
        {
            var instance = context.GetInput<int>();
            if (kind == "timer")
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            }
            else
            {
                await context.WaitForExternalEvent<int>("go");
            }

            await context.CallActivityAsync("Note", instance);
            context.ContinueAsNew(instance);
            return null;
        });
        var counted = new TableClientOptions();
        counted.AddPolicy(requests, HttpPipelinePosition.PerCall);
        IDurableStore store = storage is null
            ? new InMemoryDurableStore()
            : new TableDurableStore(new TableServiceClient(storage, counted), new BlobServiceClient(storage), $"Bench{kind}");
        await using var engine = new DurableEngine(catalog, store, new DurableEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        for (var i = 0; i < Instances; i++)
        {
            done[i] = new SemaphoreSlim(0);
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("loop", i, new StartOrchestrationOptions($"loop-{i}"));
        }

        await LoopAsync(engine, kind, done, loops / 5); // Warms up.
        requests.Reset();
        var watch = Stopwatch.StartNew();
        await LoopAsync(engine, kind, done, loops);
        var rate = loops * Instances / watch.Elapsed.TotalSeconds;
        await engine.StopAsync(CancellationToken.None);
        return rate;
    }

    private static Task LoopAsync(DurableEngine engine, string kind, SemaphoreSlim[] done, int loops) =>
        Task.WhenAll(Enumerable.Range(0, Instances).Select(async i =>
        {
            for (var loop = 0; loop < loops; loop++)
            {
                if (kind == "event")
                {
                    await engine.Client.RaiseEventAsync($"loop-{i}", "go", loop);
                }

                await done[i].WaitAsync();
            }
        }));
}
