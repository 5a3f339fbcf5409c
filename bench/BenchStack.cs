using Azure.Core;
using MicroCare.Local;
using MicroCare.Local.Access;
using MicroCare.Local.Stack;

namespace MicroCare.Bench;

/// <summary>The whole service on an Azurite of its own, with its storage requests counted.</summary>
internal sealed class BenchStack : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _keepFolder;
    private readonly TimeProvider _time;

    private BenchStack(LocalStack stack, RequestCount requests, WorkGauge gauge, string folder, bool keepFolder, TimeProvider time)
    {
        _time = time;
        Stack = stack;
        Requests = requests;
        Gauge = gauge;
        _folder = folder;
        _keepFolder = keepFolder;
    }

    public LocalStack Stack { get; }

    public RequestCount Requests { get; }

    public WorkGauge Gauge { get; }

    public static async Task<BenchStack> StartAsync(TimeProvider time, WorkGauge gauge, string? folder = null)
    {
        var requests = new RequestCount();
        var data = folder ?? Directory.CreateTempSubdirectory("microcare-bench").FullName;
        var stack = await LocalStack.StartAsync(
            new StackOptions(data, time, gauge, HttpPort: 0, CarrierPort: 0, TimeSpan.Zero)
            {
                TextsPerMinute = 10_000_000,
                RequestsPerMinute = 10_000_000,
                ProgramsFolder = BenchProgram.WriteTo(Path.Combine(data, "programs")),
                StorageClients = client => client.AddPolicy(requests, HttpPipelinePosition.PerCall),
            },
            CancellationToken.None);
        return new BenchStack(stack, requests, gauge, data, folder is not null, time);
    }

    /// <summary>Waits until the condition holds, looking every few milliseconds.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(3))
            {
                throw new TimeoutException($"Waited three minutes for {what}.");
            }
        }
    }

    /// <summary>A clinic's system, on the service's clock.</summary>
    public ServiceClient Client() =>
        new(Stack.Host.BaseUri, new DevelopmentTokens(LocalStack.AccessKeyFile(_folder), _time), "bench");

    /// <summary>Waits until nothing is under way for a fifth of a second.</summary>
    public async Task QuietAsync()
    {
        for (var quiet = 0; quiet < 20;)
        {
            quiet = Gauge.InFlight == 0 ? quiet + 1 : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        if (!_keepFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
