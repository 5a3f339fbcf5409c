using Azure.Storage.Queues.Models;
using MicroCare.Local.Worker;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Worker;

public sealed class QueueTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Message_Handled_IsDeletedAndToldAsSettled()
    {
        await using var host = await StartAsync();
        var settled = new TaskCompletionSource<(string, string)>();
        host.Host.Queues.Settled += (queue, id) => settled.TrySetResult((queue, id));

        var id = await host.SendAsync("work-items", "fine");

        Assert.Equal("fine, try 1", await host.Recorder.NextAsync());
        Assert.Equal(("work-items", id), await settled.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, await CountAsync(host, "work-items"));
    }

    [Fact]
    public async Task Message_ThatFailsFiveTimes_ComesAfterTheVisibilityTimeoutEachTimeAndThenGoesToPoison()
    {
        await using var host = await StartAsync();
        await host.SendAsync("work-items", "spoilt");

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Equal($"spoilt, try {attempt}", await AdvanceUntilAsync(host.Recorder.NextAsync()));
            await host.IdleAsync();
            if (attempt < 5)
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                Assert.Equal(attempt, host.Recorder.All.Count); // Still invisible; InMemoryQueueTests has the exact instant.
            }
        }

        Assert.Equal(0, await CountAsync(host, "work-items"));
        var poison = Assert.Single(await host.Host.Queues.ReceiveAsync("work-items-poison", 32, TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.Equal("spoilt", poison.Message.Body.ToString());
        Assert.DoesNotContain(host.Recorder.Logged, line => line.Contains("spoilt", StringComparison.Ordinal));
    }

    /// <summary>Moves the clock in small steps: a listener may arm its wait just after one, and must not miss it for ever.</summary>
    private async Task<T> AdvanceUntilAsync<T>(Task<T> what, TimeSpan? step = null)
    {
        while (!what.IsCompleted)
        {
            _time.Advance(step ?? TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(what, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System));
        }

        return await what;
    }

    private static async Task<bool> InPoisonAsync(TestHost host, string queue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await CountAsync(host, queue + "-poison") == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "The message did not reach the poison queue.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        return true;
    }

    [Fact]
    public async Task Message_ThatIsNoJsonForTheType_EndsInPoisonWithoutRunning()
    {
        await using var host = await StartAsync();
        await host.SendAsync("orders", "{ not json");

        await AdvanceUntilAsync(InPoisonAsync(host, "orders"));
        await host.IdleAsync();
        Assert.Empty(host.Recorder.All);
        Assert.Equal((0, 1), (await CountAsync(host, "orders"), await CountAsync(host, "orders-poison")));
    }

    [Fact]
    public async Task Message_AsJson_IsReadWhateverTheCaseOfItsNames()
    {
        await using var host = await StartAsync();
        await host.SendAsync("orders", """{"COUNT":3,"what":"leaflets"}""");
        Assert.Equal("3 leaflets", await host.Recorder.NextAsync());
    }

    [Fact]
    public async Task PoisonQueue_WhoseFunctionFails_HasNoPoisonQueueOfItsOwn()
    {
        await using var host = await StartAsync();
        await host.SendAsync("lost-poison", "spoilt");

        for (var attempt = 1; attempt <= 7; attempt++)
        {
            // Left to its lease of ten minutes.
            Assert.Equal($"spoilt, try {attempt}", await AdvanceUntilAsync(host.Recorder.NextAsync(), TimeSpan.FromMinutes(1)));
            await host.IdleAsync();
        }

        Assert.Equal(0, await CountAsync(host, "lost-poison-poison"));
        Assert.Equal(1, await CountAsync(host, "lost-poison"));
    }

    [Fact]
    public async Task Message_ThatHadItsTriesBeforeTheHostDied_GoesToPoisonWithoutRunning()
    {
        var queues = new InMemoryQueueSource(_time);
        await queues.SendAsync("work-items", BinaryData.FromString("killer"), CancellationToken.None);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Single(await queues.ReceiveAsync("work-items", 1, TimeSpan.FromSeconds(1), CancellationToken.None));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var settled = new TaskCompletionSource();
        queues.Settled += (_, _) => settled.TrySetResult();
        await using var host = await StartAsync(queues);
        await settled.Task.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(host.Recorder.All);
        Assert.Equal(1, await CountAsync(host, "work-items-poison"));
    }

    [Fact]
    public async Task Messages_InABatch_RunAtOnceUpToBatchAndThreshold()
    {
        var gate = new Gate();
        await using var host = await StartAsync(gate: gate);
        for (var i = 0; i < 40; i++)
        {
            await host.SendAsync("gated", "x");
        }

        for (var i = 0; i < 4; i++)
        {
            await host.Recorder.NextAsync(); // The whole batch of four is in the function at once.
        }

        Assert.Equal(4, host.Recorder.All.Count);
        gate.Open.Release(2); // Two are left: at the threshold, the next four are taken.
        for (var i = 0; i < 4; i++)
        {
            await host.Recorder.NextAsync();
        }

        gate.Open.Release(100);
        for (var i = 8; i < 40; i++)
        {
            await host.Recorder.NextAsync();
        }

        await host.IdleAsync();
        Assert.InRange(gate.Most, 4, 6);
        Assert.Equal(0, await CountAsync(host, "gated"));
    }

    [Fact]
    public async Task Lease_OfAMessageThatTakesLong_IsRenewed()
    {
        var gate = new Gate();
        await using var host = await StartAsync(gate: gate);
        await host.SendAsync("gated", "x");
        await host.Recorder.NextAsync();

        for (var i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1)); // Six leases.
        }

        Assert.Empty(await host.Host.Queues.ReceiveAsync("gated", 1, TimeSpan.FromMinutes(1), CancellationToken.None));
        gate.Open.Release();
        await host.IdleAsync();
        Assert.Equal(0, await CountAsync(host, "gated"));
        Assert.Single(host.Recorder.All);
    }

    private Task<TestHost> StartAsync(InMemoryQueueSource? queues = null, Gate? gate = null) => TestHost.StartAsync(typeof(QueueFunctions), options =>
    {
        options.Time = _time;
        options.Settings["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:10";
        options.Settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "4";
        options.Settings["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "2";
        var before = options.Services;
        options.Services = services =>
        {
            before?.Invoke(services);
            services.AddSingleton(gate ?? new Gate());
            if (queues is not null)
            {
                services.AddSingleton<IQueueSource>(queues);
            }
        };
    });

    private static Task<int> CountAsync(TestHost host, string queue) => host.Host.Queues.CountAsync(queue, CancellationToken.None);

    public sealed record Order(int Count, string What);

    public sealed class Gate
    {
        private int _inside;
        private int _most;

        public SemaphoreSlim Open { get; } = new(0);

        public int Most => _most;

        public async Task PassAsync()
        {
            var inside = Interlocked.Increment(ref _inside);
            for (var most = _most; inside > most && Interlocked.CompareExchange(ref _most, inside, most) != most; most = _most)
            {
            }

            await Open.WaitAsync();
            Interlocked.Decrement(ref _inside);
        }
    }

    public sealed class QueueFunctions(Recorder recorder, Gate gate)
    {
        [Function("WorkItems")]
        public void WorkItems([QueueTrigger("work-items")] QueueMessage message, FunctionContext context)
        {
            Assert.Equal(message.DequeueCount, context.BindingContext.BindingData["DequeueCount"]);
            recorder.Note($"{message.Body}, try {message.DequeueCount}");
            if (message.Body.ToString() == "spoilt")
            {
                throw new InvalidOperationException("spoilt");
            }
        }

        [Function("Lost")]
        public Task Lost([QueueTrigger("lost-poison")] QueueMessage message)
        {
            recorder.Note($"{message.Body}, try {message.DequeueCount}");
            return Task.FromException(new InvalidOperationException("spoilt"));
        }

        [Function("Orders")]
        public void Orders([QueueTrigger("orders")] Order order) => recorder.Note($"{order.Count} {order.What}");

        [Function("Gated")]
        public async Task Gated([QueueTrigger("gated")] byte[] body)
        {
            recorder.Note($"{body.Length}");
            await gate.PassAsync();
        }
    }
}
