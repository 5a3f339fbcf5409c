using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Adapters.DeadLetters;
using MicroCare.Adapters.OnCall;
using MicroCare.Adapters.Texting;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Inbound;
using MicroCare.Local;
using MicroCare.Local.Access;
using MicroCare.Local.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Stack;

/// <summary>
/// The functions' own program on the one-machine host, everything in memory, on a clock that the test moves. Texts land in
/// <see cref="Phone"/>; patients write through <see cref="WriteAsync"/>.
/// </summary>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    public const string Inbound = "sms-events";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly string _folder;
    private readonly WorkGauge _gauge;
    private int _messages;

    private ServiceUnderTest(
        RunningHost host, FakeTimeProvider time, WorkGauge gauge, ConcurrentQueue<OutgoingText> phone, FaultyCarrier carrier, LogLines logs, string folder)
    {
        Carrier = carrier;
        Host = host;
        Time = time;
        _gauge = gauge;
        Phone = phone;
        Logs = logs;
        _folder = folder;
        Tokens = new DevelopmentTokens(AccessKey(folder), time);
        Http = new HttpClient { BaseAddress = host.BaseUri };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Token(Roles.All, "riverside", "river", "northside"));
    }

    public RunningHost Host { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>With a token of every role for some clinics.</summary>
    public HttpClient Http { get; }

    /// <summary>Mints at the test's own clock; see <see cref="Token"/>.</summary>
    public DevelopmentTokens Tokens { get; }

    public LogLines Logs { get; }

    /// <summary>Takes every text, unless a test makes it fail.</summary>
    public FaultyCarrier Carrier { get; }

    public string AccessKeyFile => AccessKey(_folder);

    /// <summary>Where its field keys are.</summary>
    public string KeyFile => Path.Combine(_folder, "keys.json");

    /// <summary>Every text that was sent, each once.</summary>
    public ConcurrentQueue<OutgoingText> Phone { get; }

    public IEnumerable<string> TextsTo(string phone) => Phone.Where(text => text.To.Words == phone).Select(text => text.Body.Words);

    public static async Task<ServiceUnderTest> StartAsync(
        DateTimeOffset now, Action<IServiceCollection>? services = null, Action<LocalHostOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("microcare-test").FullName;
        var phone = new ConcurrentQueue<OutgoingText>();
        var time = new FakeTimeProvider(now);
        var carrier = new FaultyCarrier(new InMemoryTextSender(phone.Enqueue), time);
        var gauge = new WorkGauge();
        var logs = new LogLines();
        var options = new LocalHostOptions
        {
            Time = time,
            Gauge = gauge,
            HttpPort = 0,
            ContentRoot = AppContext.BaseDirectory,
            InMemoryStorage = true,
            Services = collection =>
            {
                services?.Invoke(collection);
                collection.AddSingleton<ITextSender>(carrier);
            },
            Logging = logging => logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace),
        };
        foreach (var (name, value) in Settings(folder))
        {
            options.Settings[name] = value;
        }

        options.Settings["DataStorage"] = "memory";
        change?.Invoke(options);
        var host = await LocalHost.StartAsync(typeof(InboundEvents).Assembly, [], options, CancellationToken.None);
        if (host.Services.GetRequiredService<IReplayQueue>() is InMemoryReplayQueue replay)
        {
            replay.Send = (queue, body, cancellationToken) => host.Queues.SendAsync(queue, BinaryData.FromString(body.Words), cancellationToken);
        }

        return new ServiceUnderTest(host, time, gauge, phone, carrier, logs, folder);
    }

    public static IEnumerable<KeyValuePair<string, string>> Settings(string folder) =>
    [
        new("MicroCare__SmsConnectionString", "endpoint=http://127.0.0.1:9/;accesskey=AAAA"),
        new("MicroCare__SmsFrom", "+18335550100"),
        new("MicroCare__KeyFile", Path.Combine(folder, "keys.json")),
        new("MicroCare__CreateKeyFile", "true"),
        new("MicroCare__ProgramsFolder", Path.Combine(AppContext.BaseDirectory, "cases", "stack")),
        new("MicroCare__ClinicsFolder", ""),
        new("MicroCare__Access__Audience", DevelopmentTokens.Audience),
        new("MicroCare__Access__DevelopmentKeyFile", AccessKey(folder)),
        new("MicroCare__Access__RequestsPerMinute", "1000000"),
        new("MicroCare__TextsPerMinute", "1000000"),
        new("InboundQueue", Inbound),
        new("SweepSchedule", "0 30 7 * * *"),
        new("EscalationWatchSchedule", "0 */5 * * * *"),
        new("RetentionSchedule", "0 30 8 * * *"),
    ];

    private static string AccessKey(string folder) => Path.Combine(folder, "access-key.pem");

    public static JsonObject Enrollment(string externalId, string phone, string zone = "America/Chicago", string language = "en", string program = "three-days") => new()
    {
        ["clinic"] = "riverside",
        ["externalId"] = externalId,
        ["name"] = "Canarina Testperson",
        ["phone"] = phone,
        ["timeZone"] = zone,
        ["language"] = language,
        ["program"] = program,
        ["preferredWindow"] = new JsonObject { ["from"] = "09:00", ["to"] = "11:00" },
        ["consentSource"] = "paper form",
    };

    /// <summary>A token that is good for the time that a test covers.</summary>
    public string Token(IEnumerable<string> roles, params string[] clinics) => Tokens.Mint(roles, clinics, TimeSpan.FromDays(1000), "tester");

    public async Task<string> EnrollAsync(JsonObject body)
    {
        using var response = await Http.PostAsJsonAsync("api/enrollments", body);
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["patientId"]!;
    }

    public async Task<JsonObject> PatientAsync(string patient) => (await Http.GetFromJsonAsync<JsonObject>($"api/patients/{patient}"))!;

    public async Task<IReadOnlyList<string>> FactsAsync(string patient) =>
        [.. (await PatientAsync(patient))["facts"]!.AsArray().Select(fact => (string)fact!["type"]!)];

    /// <summary>An event of the carrier's about a patient's text, as Event Grid delivers it.</summary>
    public JsonObject TextEvent(string from, string text, string? messageId = null, DateTimeOffset? at = null) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["eventType"] = "Microsoft.Communication.SMSReceived",
        ["eventTime"] = (at ?? Time.GetUtcNow()).ToString("O"),
        ["data"] = new JsonObject
        {
            ["messageId"] = messageId ?? $"m{Interlocked.Increment(ref _messages)}",
            ["from"] = from.TrimStart('+'),
            ["to"] = "18335550100",
            ["message"] = text,
            ["receivedTimestamp"] = (at ?? Time.GetUtcNow()).ToString("O"),
        },
    };

    /// <summary>A patient writes, and the service has handled it when this returns.</summary>
    public async Task WriteAsync(string from, string text)
    {
        await PutAsync(TextEvent(from, text).ToJsonString());
        await QuietAsync();
    }

    public Task PutAsync(string message) => Host.Queues.SendAsync(Inbound, BinaryData.FromString(message), CancellationToken.None);

    /// <summary>Moves the clock by small steps, letting the service finish after each.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        while (Time.GetUtcNow() < end)
        {
            var left = end - Time.GetUtcNow();
            Time.Advance(left < Hour ? left : Hour);
            await QuietAsync();
        }
    }

    public Task PassUntilAsync(DateTimeOffset instant) => PassAsync(instant - Time.GetUtcNow());

    /// <summary>Moves the clock by seconds, so that messages that failed come again, until the condition holds; fails after a minute of trying.</summary>
    public async Task RetryQueuesUntilAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "The queues did not get there within a minute.");
        }
    }

    /// <summary>Waits until nothing is under way any more; fails after a minute.</summary>
    public async Task QuietAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var quiet = 0; quiet < 3;)
        {
            var (events, calls) = (await Host.Queues.CountAsync(Inbound, CancellationToken.None), await Host.Queues.CountAsync(StorageCallQueue.Name, CancellationToken.None));
            var busy = _gauge.InFlight > 0 || events > 0 || calls > 0;
            quiet = busy ? 0 : quiet + 1;
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), $"The service did not come to rest within a minute: {_gauge.InFlight} pieces of work, {events} events, {calls} calls.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
