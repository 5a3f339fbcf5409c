using System.Globalization;
using MicroCare.Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Tests.Local.Durable;

public sealed class TableStoreTests(TempAzurite azurite) : IClassFixture<TempAzurite>
{
    private readonly OrchestrationCatalog _catalog = new();

    private TableDurableStore Store(string hub, RequestCounter? counter = null) => new(azurite.Tables(counter), azurite.Blobs(counter), hub);

    [Fact]
    public async Task EternalLoop_OfTimerAndActivity_CostsTwoRequestsAndIdlingNone()
    {
        _catalog.AddActivity("Add", (call, _) => Task.FromResult<object?>((int)call.GetInput(typeof(int))! + 1));
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            ctx.ContinueAsNew(await ctx.CallActivityAsync<int>("Add", ctx.GetInput<int>()));
            return null;
        });
        RequestCounter counter = new();
        await using var engine = await EngineHarness.StartAsync(_catalog, Store("loops", counter));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await engine.SettleAsync();

        counter.Reset();
        for (var i = 0; i < 10; i++)
            await engine.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(20, counter.Count);
        counter.Reset();
        await engine.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(0, counter.Count);
        Assert.Equal("10", (await engine.StatusAsync(id)).SerializedInput);
    }

    [Fact]
    public async Task EternalLoop_OfEventAndActivity_CostsTwoRequests()
    {
        _catalog.AddActivity("Add", (call, _) => Task.FromResult<object?>((int)call.GetInput(typeof(int))! + 1));
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.WaitForExternalEvent<string>("go");
            ctx.ContinueAsNew(await ctx.CallActivityAsync<int>("Add", ctx.GetInput<int>()));
            return null;
        });
        RequestCounter counter = new();
        await using var engine = await EngineHarness.StartAsync(_catalog, Store("events", counter));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await engine.SettleAsync();

        counter.Reset();
        for (var i = 0; i < 10; i++)
        {
            await engine.Client.RaiseEventAsync(id, "go", "x");
            await engine.SettleAsync();
        }

        Assert.Equal(20, counter.Count);
    }

    [Fact]
    public async Task Turn_OfInstanceThatIsNotCached_CostsOneReadMore()
    {
        _catalog.AddOrchestrator("o", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            ctx.ContinueAsNew();
            return null;
        });
        RequestCounter counter = new();
        await using var engine = await EngineHarness.StartAsync(_catalog, Store("uncached", counter), change: o => o.CachedInstances = 0);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.SettleAsync();

        counter.Reset();
        await engine.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["GET", "PUT"], counter.Requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task LongPayloadsAndHistories_AreChunkedReadBackAndPurgedWhole()
    {
        _catalog.AddActivity("Fill", (call, _) => Task.FromResult<object?>(new string('x', (int)call.GetInput(typeof(int))!)));
        _catalog.AddOrchestrator("o", async ctx =>
        {
            var length = 0;
            for (var i = 0; i < 20; i++)
                length += (await ctx.CallActivityAsync<string>("Fill", i < 18 ? 30_000 : 90_000)).Length;
            await ctx.WaitForExternalEvent<int>("go");
            return length;
        });
        var store = Store("long");
        await using var engine = await EngineHarness.StartAsync(_catalog, store, change: o => o.CachedInstances = 0);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await engine.SettleAsync();
        await engine.Client.RaiseEventAsync(id, "go", 1);

        Assert.Equal(720_000, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync(id));
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        for (var shard = 0; shard < 16; shard++)
            Assert.Empty(azurite.Tables().GetTableClient($"longDurable{shard:D2}").Query<Azure.Data.Tables.TableEntity>());
        Assert.Empty(azurite.Blobs().GetBlobContainerClient("long-durable").GetBlobs());
    }

    [Fact]
    public async Task Body_Over896KiB_GoesToABlob()
    {
        var store = Store("fat");
        await store.PrepareAsync(default);
        InstanceHeader header = new("fat", "o", OrchestrationRuntimeStatus.Running, DateTime.UnixEpoch, DateTime.UnixEpoch, 7);
        var body = Enumerable.Range(0, 2_000_000).Select(i => (byte)i).ToArray();

        var etag = await store.CommitAsync(new(header, body, [], null), default);
        var stored = (await store.LoadAsync("fat", default))!;

        Assert.Equal((etag, header), (stored.ETag, stored.Header));
        Assert.True(stored.Body.Span.SequenceEqual(body));
        Assert.True((await store.LoadAsync("nobody", default)) is null);
        await Assert.ThrowsAsync<StaleInstanceException>(() => store.CommitAsync(new(header, body, [], null), default));
        await Assert.ThrowsAsync<StaleInstanceException>(() => store.CommitAsync(new(header, default, [], "W/\"nonsense\""), default));
    }

    [Fact]
    public async Task Query_WithFilterAndPaging_FindsEachMatchOnce()
    {
        _catalog.AddOrchestrator("wait", async ctx => await ctx.WaitForExternalEvent<int>("go"));
        _catalog.AddOrchestrator("done", _ => Task.FromResult<object?>(5));
        await using var engine = await EngineHarness.StartAsync(_catalog, Store("queries"));
        for (var i = 0; i < 60; i++)
        {
            var name = i % 2 == 0 ? "wait" : "done";
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                name, i, new StartOrchestrationOptions($"{(i < 40 ? "a" : "b")}'-{i.ToString("D2", CultureInfo.InvariantCulture)}"));
        }

        OrchestrationQuery query = new(
            EngineHarness.Epoch.AddMinutes(-1), EngineHarness.Epoch.AddMinutes(1),
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed], InstanceIdPrefix: "a'", PageSize: 3, FetchInputsAndOutputs: true);
        List<OrchestrationMetadata> found = [];
        string? token = null;
        do
        {
            await foreach (var page in engine.Client.GetAllInstancesAsync(query).AsPages(token))
            {
                Assert.InRange(page.Values.Count, 1, 3);
                found.AddRange(page.Values);
                token = page.ContinuationToken;
                break;
            }
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"a'-{(2 * i) + 1:D2}"), found.Select(m => m.InstanceId).Order(StringComparer.Ordinal));
        Assert.All(found, m => Assert.Equal(5, m.ReadOutputAs<int>()));
        var none = query with { CreatedFrom = EngineHarness.Epoch.AddSeconds(1) };
        await foreach (var _ in engine.Client.GetAllInstancesAsync(none))
            Assert.Fail("No instance was created so late.");

        var purged = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());
        Assert.Equal((30, true), (purged.PurgedInstanceCount, purged.IsComplete));
    }

    [Fact]
    public async Task Restart_OnTables_TakesUpSleepersAndInterruptedActivities()
    {
        TaskCompletionSource entered = new();
        var calls = 0;
        _catalog.AddActivity("Slow", async (_, ct) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
            }

            return 1;
        });
        _catalog.AddOrchestrator("slow", async ctx => await ctx.CallActivityAsync<int>("Slow"));
        _catalog.AddOrchestrator("sleep", async ctx =>
        {
            await ctx.CreateTimer(TimeSpan.FromDays(100), CancellationToken.None);
            return ctx.CurrentUtcDateTime;
        });
        string slow, sleep;
        await using (var first = await EngineHarness.StartAsync(_catalog, Store("restarts")))
        {
            slow = await first.Client.ScheduleNewOrchestrationInstanceAsync("slow");
            sleep = await first.Client.ScheduleNewOrchestrationInstanceAsync("sleep");
            await entered.Task;
        }

        await using var second = await EngineHarness.StartAsync(_catalog, Store("restarts"));
        Assert.Equal(1, (await second.EndOfAsync(slow)).ReadOutputAs<int>());
        Assert.Equal(1, second.Engine.Figures.Sleepers);
        for (var i = 0; i < 4; i++)
            await second.AdvanceAsync(TimeSpan.FromDays(25));
        Assert.Equal(EngineHarness.Epoch.AddDays(100).UtcDateTime, (await second.EndOfAsync(sleep)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Engine_KilledOnTables_ComesToTheSameEnd()
    {
        // Every seventh commit in turn, before and after; the in-memory twin of this test tries them all.
        for (var commit = 1; commit <= 22; commit += 7)
        {
            foreach (var fault in new[] { Fault.Before, Fault.After })
            {
                var hub = $"kill{commit}{fault}";
                Scenario scenario = new();
                FaultyStore? dying = null;
                dying = new(Store(hub), (what, number) =>
                {
                    if (what != "commit" || number != commit)
                        return Fault.None;
                    dying!.Die();
                    return fault;
                });
                await scenario.DriveAsync(dying);
                Assert.True(dying.Death.Task.IsCompleted);
                Assert.Equal(Scenario.Expected, await scenario.DriveAsync(new(Store(hub), (_, _) => Fault.None)));
            }
        }
    }

    [Fact]
    public async Task Row_ChangedBehindTheCache_IsReadAgain()
    {
        _catalog.AddOrchestrator("o", async ctx => await ctx.WaitForExternalEvent<int>("e") + await ctx.WaitForExternalEvent<int>("e"));
        await using var first = await EngineHarness.StartAsync(_catalog, Store("two"));
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await using (var second = await EngineHarness.StartAsync(_catalog, Store("two")))
            await second.Client.RaiseEventAsync(id, "e", 1);

        await first.Client.RaiseEventAsync(id, "e", 2);

        Assert.Equal(3, (await first.EndOfAsync(id)).ReadOutputAs<int>());
    }
}
