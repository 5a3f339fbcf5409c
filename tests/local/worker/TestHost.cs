using MicroCare.Local;
using MicroCare.Local.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroCare.Tests.Local.Worker;

/// <summary>A host with the functions of one test class, by default in memory and with an empty folder as its content root.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string Key = "the-key-of-the-tests";

    private TestHost(RunningHost host, Recorder recorder, WorkGauge gauge)
    {
        Host = host;
        Recorder = recorder;
        Gauge = gauge;
        Http = new HttpClient { BaseAddress = host.BaseUri };
    }

    public RunningHost Host { get; }

    public Recorder Recorder { get; }

    public WorkGauge Gauge { get; }

    public HttpClient Http { get; }

    public static LocalHostOptions Options(Type functions, Recorder recorder)
    {
        var options = new LocalHostOptions
        {
            FunctionsAssembly = typeof(TestHost).Assembly,
            FunctionTypes = type => type == functions,
            ContentRoot = Directory.CreateTempSubdirectory("microcare-host-").FullName,
            InMemoryStorage = true,
            HttpPort = 0,
            Logging = logging => logging.ClearProviders().AddProvider(recorder),
        };
        options.Settings["MicroCare__FunctionKey"] = Key;
        options.Services = services => services.AddSingleton(recorder);
        return options;
    }

    /// <summary>Runs a program of the usual lines; <paramref name="build"/> stands where an app adds middleware and services.</summary>
    public static async Task<TestHost> StartAsync(
        Type functions, Action<LocalHostOptions>? change = null, Action<FunctionsApplicationBuilder>? build = null)
    {
        var recorder = new Recorder();
        var options = Options(functions, recorder);
        change?.Invoke(options);
        return new TestHost(await LocalHost.StartAsync(Program(build), [], options, CancellationToken.None), recorder, options.Gauge);
    }

    public static Action<string[]> Program(Action<FunctionsApplicationBuilder>? build = null) => args =>
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        build?.Invoke(builder);
        builder.Build().Run();
    };

    /// <summary>The error that a host with these functions ends with before it has started.</summary>
    public static async Task<string> FailureAsync(Type functions, Action<LocalHostOptions>? change = null)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(functions, change));
        return fault.Message;
    }

    public Task<string> SendAsync(string queue, string body) => Host.Queues.SendAsync(queue, BinaryData.FromString(body), CancellationToken.None);

    /// <summary>Waits until nothing is under way: every message is settled or hidden, every timer waits.</summary>
    public async Task IdleAsync()
    {
        for (var i = 0; Gauge.InFlight > 0; i++)
        {
            Assert.True(i < 10_000, "The host does not come to rest.");
            await Task.Delay(1);
        }
    }

    /// <summary>Waits until something holds: a timer that was due begins on another thread, which may be a moment late.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 10_000, "It does not come to that.");
            await Task.Delay(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
