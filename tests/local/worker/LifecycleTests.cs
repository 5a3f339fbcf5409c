using System.Net;
using MicroCare.Local.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Worker;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Stop_WhileAFunctionRuns_LetsItFinishAndLeavesTheRest()
    {
        var queues = new InMemoryQueueSource(TimeProvider.System);
        var gate = new SemaphoreSlim(0);
        var clock = new DrainClock();
        await using var host = await StartAsync(queues, gate, options => (options.InfrastructureTime, options.LongestDrain) = (clock, DrainClock.Drain));
        await host.SendAsync("long", "1");
        await host.Recorder.NextAsync();

        var stop = host.Host.StopAsync();
        await clock.Draining.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await queues.SendAsync("long", BinaryData.FromString("2"), CancellationToken.None);
        gate.Release();
        await stop;

        Assert.Equal(["began", "finished"], host.Recorder.All);
        Assert.Equal(1, await queues.CountAsync("long", CancellationToken.None));
        Assert.True(host.Host.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Stop_OfAFunctionThatNeverEnds_CancelsItAndItsMessageComesAgain()
    {
        var queues = new InMemoryQueueSource(TimeProvider.System);
        await using var host = await StartAsync(queues, new SemaphoreSlim(0), options => options.LongestDrain = TimeSpan.FromMilliseconds(50));
        await host.SendAsync("long", "1");
        await host.Recorder.NextAsync();

        await host.Host.StopAsync();

        Assert.Equal(["began", "cancelled"], host.Recorder.All);
        Assert.Equal(1, await queues.CountAsync("long", CancellationToken.None));
    }

    [Fact]
    public async Task Start_OfAProgramThatFails_FailsWithItsFault()
    {
        var options = TestHost.Options(typeof(Functions), new Recorder());
        await Assert.ThrowsAsync<NotSupportedException>(() => LocalHost.StartAsync(_ => throw new NotSupportedException(), [], options, CancellationToken.None));
    }

    [Fact]
    public async Task Start_OfAProgramThatRunsNothing_IsAnError()
    {
        var options = TestHost.Options(typeof(Functions), new Recorder());
        await Assert.ThrowsAsync<InvalidOperationException>(() => LocalHost.StartAsync(_ => { }, [], options, CancellationToken.None));
    }

    [Fact]
    public async Task Hosts_SideBySide_KeepToThemselves()
    {
        await using var one = await StartAsync(new InMemoryQueueSource(TimeProvider.System), new SemaphoreSlim(9));
        await using var two = await StartAsync(new InMemoryQueueSource(TimeProvider.System), new SemaphoreSlim(9));
        await two.SendAsync("long", "1");

        await two.Recorder.NextAsync();

        Assert.Empty(one.Recorder.All);
        Assert.NotEqual(one.Host.BaseUri, two.Host.BaseUri);
    }

    [Fact]
    public async Task Orchestration_StartedByHttp_CallsAnActivityAndFailsWithItsType()
    {
        await using var host = await StartAsync(new InMemoryQueueSource(TimeProvider.System), new SemaphoreSlim(0));
        Assert.Equal(HttpStatusCode.OK, (await host.Http.PostAsync("/api/start/5", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.PostAsync("/api/start/0", null)).StatusCode);

        var good = await host.Host.Durable.WaitForInstanceCompletionAsync("divide-5", getInputsAndOutputs: true);
        var bad = await host.Host.Durable.WaitForInstanceCompletionAsync("divide-0", getInputsAndOutputs: true);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, 20), (good.RuntimeStatus, good.ReadOutputAs<int>()));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, bad.RuntimeStatus);
        Assert.Equal(typeof(DivideByZeroException).FullName, bad.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task HostedService_OfTheApp_FindsTheEngineRunning()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions), build: builder => builder.Services.AddSingleton(new SemaphoreSlim(0)).AddHostedService<Early>());
        Assert.Equal(["no instance"], host.Recorder.All);
    }

    [Fact]
    public async Task FunctionKey_MadeOnce_IsTheOwnersAloneAndStays()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("microcare-key-").FullName, "function-key");
        string key;
        await using (var host = await TestHost.StartAsync(typeof(SettingsTests.None), Keyed))
        {
            key = host.Host.FunctionKey;
        }

        await using var again = await TestHost.StartAsync(typeof(SettingsTests.None), Keyed);
        Assert.Equal(key, again.Host.FunctionKey);
        Assert.Equal(48, key.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        void Keyed(LocalHostOptions options)
        {
            options.Settings.Clear();
            options.KeyFile = file;
        }
    }

    private static Task<TestHost> StartAsync(InMemoryQueueSource queues, SemaphoreSlim gate, Action<LocalHostOptions>? change = null) =>
        TestHost.StartAsync(typeof(Functions), options =>
        {
            options.Services += services => services.AddSingleton<IQueueSource>(queues).AddSingleton(gate);
            change?.Invoke(options);
        });

    /// <summary>Tells when the host waits for what still runs; that wait never ends by itself.</summary>
    private sealed class DrainClock : FakeTimeProvider
    {
        public static readonly TimeSpan Drain = TimeSpan.FromSeconds(77);

        public TaskCompletionSource Draining { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Drain)
            {
                Draining.TrySetResult();
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    public sealed class Functions(Recorder recorder, SemaphoreSlim gate)
    {
        [Function("Long")]
        public async Task Long([QueueTrigger("long")] string body, CancellationToken cancellationToken)
        {
            recorder.Note("began");
            try
            {
                await gate.WaitAsync(cancellationToken);
                recorder.Note("finished");
            }
            catch (OperationCanceledException)
            {
                recorder.Note("cancelled");
                throw;
            }
        }

        [Function("Start")]
        public static async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{by:int}")] HttpRequest request, int by, [DurableClient] DurableTaskClient client)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Divide", by, new StartOrchestrationOptions($"divide-{by}"));
            return Results.Ok();
        }

        [Function("Divide")]
        public static async Task<int> Divide([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<int>("Quotient", context.GetInput<int>());

        [Function("Quotient")]
        public static int Quotient([ActivityTrigger] int by) => 100 / by;
    }

    public sealed class Early(DurableTaskClient client, Recorder recorder) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken) =>
            recorder.Note(await client.GetInstanceAsync("nobody", cancellationToken) is null ? "no instance" : "instance");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
