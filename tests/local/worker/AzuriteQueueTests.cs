using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using MicroCare.Local.Worker;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Tests.Local.Worker;

[Collection("azurite")]
public sealed class AzuriteQueueTests(AzuriteFixture azurite)
{
    private readonly string _queue = AzuriteFixture.Name("worker");

    [Fact]
    public async Task Message_SentByAnyClient_IsHandledAndDeleted()
    {
        await using var host = await StartAsync();
        await Client().SendMessageAsync(BinaryData.FromString("naïve"));
        host.Host.Queues.Nudge(_queue);

        Assert.Equal("naïve, try 1", await host.Recorder.NextAsync());
        await host.IdleAsync();
        Assert.Equal(0, await host.Host.Queues.CountAsync(_queue, CancellationToken.None));
    }

    [Fact]
    public async Task Message_ThatIsNotBase64_GoesToPoisonAsItCameAndHoldsUpNoOther()
    {
        var raw = new QueueClient(azurite.ConnectionString, _queue);
        await raw.CreateAsync();
        await raw.SendMessageAsync("*not base 64*");
        await Client().SendMessageAsync(BinaryData.FromString("after it"));
        await using var host = await StartAsync();

        var notes = new[] { await host.Recorder.NextAsync(), await host.Recorder.NextAsync() };

        Assert.Equal(["after it, try 1", "poison: *not base 64*"], notes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Message_ThatAlwaysFails_IsTriedFiveTimesAndItsPoisonIsReported()
    {
        await using var host = await StartAsync();
        await host.SendAsync(_queue, "bad");

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.Equal($"bad, try {attempt}", await host.Recorder.NextAsync());
        }

        Assert.Equal("poison: bad", await host.Recorder.NextAsync());
        await host.IdleAsync();
        Assert.Equal(0, await host.Host.Queues.CountAsync(_queue, CancellationToken.None));
    }

    [Fact]
    public async Task Messages_ThatWaitTogether_CostOneDeleteEachAndSharedGets()
    {
        await Client().CreateAsync();
        for (var i = 0; i < 8; i++)
        {
            await Client().SendMessageAsync(BinaryData.FromString($"{i}"));
        }

        var requests = new Requests();
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        options.AddPolicy(requests, HttpPipelinePosition.PerCall);
        await using var host = await StartAsync(change: given => given.Services += services => services.AddSingleton<IQueueSource>(
            new AzureQueueSource(new QueueServiceClient(azurite.ConnectionString, options), base64: true, TimeProvider.System)));
        for (var i = 0; i < 8; i++)
        {
            await host.Recorder.NextAsync();
        }

        await host.IdleAsync();
        var seen = requests.Seen.ToArray();
        Assert.Equal(8, seen.Count(each => each == "DELETE"));
        Assert.Equal(2, seen.Count(each => each == "PUT")); // The two queues were made; no message was touched twice.
        Assert.DoesNotContain("POST", seen);
    }

    [Fact]
    public async Task Timer_AfterADowntime_IsPastDueByTheBlobOfTheRunBefore()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 7, 0, 0, TimeSpan.Zero));
        var hub = AzuriteFixture.Name("hub");
        Action<LocalHostOptions> change = options =>
        {
            options.Time = time;
            options.Settings["DailySchedule"] = "0 30 7 * * *";
            options.Settings["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub;
        };
        await using (var first = await StartAsync(typeof(TimerTests.Daily), change))
        {
            time.Advance(TimeSpan.FromMinutes(30));
            await first.IdleAsync();
            Assert.Single(first.Recorder.All);
        }

        time.Advance(TimeSpan.FromDays(2));
        await using var second = await StartAsync(typeof(TimerTests.Daily), change);
        await second.IdleAsync();

        Assert.Equal(["at 2026-05-03 07:30, last 2026-05-01 07:30, next 2026-05-02 07:30, past due"], second.Recorder.All);
    }

    private QueueClient Client() => new(azurite.ConnectionString, _queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private Task<TestHost> StartAsync(Type? functions = null, Action<LocalHostOptions>? change = null) => TestHost.StartAsync(functions ?? typeof(Functions), options =>
    {
        options.InMemoryStorage = false;
        options.Settings["AzureWebJobsStorage"] = azurite.ConnectionString;
        options.Settings["AzureFunctionsJobHost__extensions__durableTask__hubName"] = _queue;
        options.Settings["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.100";
        options.Settings["TestQueue"] = _queue;
        change?.Invoke(options);
    });

    public sealed class Functions(Recorder recorder)
    {
        [Function("Work")]
        public void Work([QueueTrigger("%TestQueue%", Connection = "AzureWebJobsStorage")] QueueMessage message)
        {
            recorder.Note($"{message.Body}, try {message.DequeueCount}");
            if (message.Body.ToString() == "bad")
            {
                throw new InvalidOperationException("bad");
            }
        }

        [Function("Poison")]
        public void Poison([QueueTrigger("%TestQueue%-poison")] string body) => recorder.Note($"poison: {body}");
    }

    private sealed class Requests : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public override void OnSendingRequest(HttpMessage message) => Seen.Enqueue(message.Request.Method.Method);
    }
}
