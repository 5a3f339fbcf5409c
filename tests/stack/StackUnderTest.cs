using System.Text.Json.Nodes;
using MicroCare.Local;
using MicroCare.Local.Access;
using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;

namespace MicroCare.Tests.Stack;

/// <summary>
/// The whole service on an Azurite of its own, with the simulated carrier and the real send protocol, on a clock that runs at the wall's pace from a
/// Friday morning on.
/// </summary>
public sealed class StackUnderTest : IAsyncDisposable
{
    public const string Phone = "+13125550142";
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private readonly WarpClock _clock;

    private StackUnderTest(LocalStack stack, WarpClock clock, WorkGauge gauge, string folder)
    {
        Stack = stack;
        _clock = clock;
        Gauge = gauge;
        Folder = folder;
        Client = new ServiceClient(
            stack.Host.BaseUri, new DevelopmentTokens(LocalStack.AccessKeyFile(folder), clock), "riverside", "northside");
        clock.Start();
    }

    public LocalStack Stack { get; }

    public WorkGauge Gauge { get; }

    public string Folder { get; }

    public ServiceClient Client { get; }

    public Carrier Carrier => Stack.Carrier;

    /// <summary>Starts it in a fresh folder, or in one that an earlier stack left.</summary>
    public static async Task<StackUnderTest> StartAsync(string? folder = null, Func<StackOptions, StackOptions>? change = null, double rate = 1)
    {
        folder ??= Directory.CreateTempSubdirectory("microcare-stack").FullName;
        var gauge = new WorkGauge();
        var clock = WarpClock.Resume(Path.Combine(folder, "clock"), Friday, rate, gauge);
        var options = new StackOptions(folder, clock, gauge, HttpPort: 0, CarrierPort: 0, TimeSpan.FromMilliseconds(5))
        {
            RequestsPerMinute = 1_000_000,
        };
        var stack = await LocalStack.StartAsync(change?.Invoke(options) ?? options, CancellationToken.None);
        return new StackUnderTest(stack, clock, gauge, folder);
    }

    public static JsonObject Enrollment(string externalId = "A-1", string phone = Phone) => new()
    {
        ["clinic"] = "riverside",
        ["externalId"] = externalId,
        ["name"] = "Canarina Testperson",
        ["phone"] = phone,
        ["timeZone"] = "America/Chicago",
        ["language"] = "en",
        ["program"] = "first-steps",
        ["preferredWindow"] = new JsonObject { ["from"] = "09:00", ["to"] = "11:00" },
        ["consentSource"] = "paper form",
    };

    /// <summary>Texts that reached the phone or are on their way, each once.</summary>
    public IReadOnlyList<CarriedText> TextsTo(string phone) => [.. Carrier.Ledger.Of(phone).Where(text => text.Direction == TextDirection.ToPhone)];

    public async Task<IReadOnlyList<string>> FactsAsync(string patient) =>
        [.. (await Client.GetAsync($"api/patients/{patient}", CancellationToken.None))["facts"]!.AsArray().Select(fact => (string)fact!["type"]!)];

    /// <summary>Polls until the condition holds; fails after a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), $"Waited a minute for: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <summary>Waits until no text is on its way and no event is unhandled.</summary>
    public Task QuietAsync() => UntilAsync(
        async () => Gauge.InFlight == 0
            && Carrier.Ledger.All.All(text => text.Status != TextStatus.Accepted && text.Published)
            && await Stack.Host.Queues.CountAsync(LocalStack.InboundQueue, CancellationToken.None) == 0,
        "the service to come to rest");

    /// <summary>Stops everything and keeps the folder.</summary>
    public async Task StopAsync()
    {
        Client.Dispose();
        await Stack.DisposeAsync();
        _clock.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
