using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Conformance;

/// <summary>The service under test, seen from outside.</summary>
public sealed class Service : IAsyncLifetime
{
    private static readonly string[] Zones = ["America/Chicago", "Pacific/Honolulu", "Asia/Tokyo", "Asia/Kolkata", "Europe/London"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _data = Directory.CreateTempSubdirectory("microcare-conformance").FullName;
    private Process? _process;
    private SigningCredentials? _key;
    private JsonObject? _tokens;
    private QueueClient? _queue;
    private int _people = Environment.TickCount & 0xFFFF;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (url, storage) = Settings.HostUrl is { } given ? (new Uri(given), Settings.Storage) : await StartAsync();
        Http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        _queue = storage is null ? null : new QueueClient(storage, "sms-events", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        using var awake = await Http.GetAsync(new Uri("api/openapi.json", UriKind.Relative)); // Also makes a local service write its key.
        if (Settings.Tokens is { } tokens)
        {
            _tokens = JsonNode.Parse(await File.ReadAllTextAsync(tokens))!.AsObject();
            return;
        }

        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(await File.ReadAllTextAsync(Settings.DevelopmentKey ?? Path.Combine(_data, "access-key.pem")));
        _key = new SigningCredentials(new ECDsaSecurityKey(ecdsa) { KeyId = "development" }, SecurityAlgorithms.EcdsaSha256);
    }

    public async Task DisposeAsync()
    {
        Http?.Dispose();
        if (_process is not null)
        {
            using var interrupt = Process.Start("kill", ["-INT", $"{_process.Id}"]);
            await interrupt.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            _process.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A token of a role for the clinics riverside and northside, unless others are named.</summary>
    public string Token(string role, string audience = "microcare", params string[] clinics) => _key is null
        ? (string)_tokens![role]!
        : new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "microcare-development",
            Audience = audience,
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "conformance",
                ["roles"] = new[] { role },
                ["clinic"] = clinics.Length > 0 ? clinics : ["riverside", "northside"],
            },
            SigningCredentials = _key,
        });

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token, JsonNode? body = null, string? key = null, string? type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue(type!));
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Http.SendAsync(request);
    }

    public async Task<JsonNode> GetAsync(string path, string role)
    {
        using var response = await SendAsync(HttpMethod.Get, path, Token(role));
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>A person nobody has enrolled before.</summary>
    public JsonObject Person()
    {
        string[] areas = ["312", "773", "847", "630", "708", "815", "217", "309", "618", "224"];
        var number = Interlocked.Increment(ref _people) % 100_000;
        return new JsonObject
        {
            ["clinic"] = "riverside",
            ["externalId"] = $"conformance-{Guid.NewGuid():N}",
            ["name"] = "Conformance Person",
            ["phone"] = $"+1{areas[number / 10_000]}555{number % 10_000:D4}",
            ["timeZone"] = ZoneByDay(),
            ["language"] = "en",
            ["program"] = "first-steps",
            ["preferredWindow"] = new JsonObject { ["from"] = "09:00", ["to"] = "11:00" },
            ["consentSource"] = "conformance run",
        };
    }

    /// <summary>A zone in which it is day now: at night nobody is asked anything.</summary>
    private static string ZoneByDay() => Zones.First(zone => TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById(zone)).Hour is >= 9 and < 19);

    public async Task<(string Patient, string Phone)> EnrollAsync()
    {
        var person = Person();
        using var response = await SendAsync(HttpMethod.Post, "api/enrollments", Token("Clinic.Enroll"), person);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return ((string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["patientId"]!, (string)person["phone"]!);
    }

    public async Task<IReadOnlyList<string>> FactsAsync(string patient) =>
        [.. (await GetAsync($"api/patients/{patient}", "Care.Team"))["facts"]!.AsArray().Select(fact => (string)fact!["type"]!)];

    /// <summary>Puts a message on the inbound queue, as Event Grid does.</summary>
    public Task PutAsync(string message) => _queue!.SendMessageAsync(BinaryData.FromString(message));

    /// <summary>A patient's text, as Event Grid tells of it.</summary>
    public static string Text(string phone, string words, string? id = null) => new JsonArray(new JsonObject
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["topic"] = "/subscriptions/x/resourceGroups/x/providers/microsoft.communication/communicationservices/x",
        ["subject"] = "/phonenumber/18335550100",
        ["eventType"] = "Microsoft.Communication.SMSReceived",
        ["dataVersion"] = "1.0",
        ["metadataVersion"] = "1",
        ["eventTime"] = DateTimeOffset.UtcNow.ToString("O"),
        ["data"] = new JsonObject
        {
            ["messageId"] = id ?? $"Incoming_{Guid.NewGuid():N}",
            ["from"] = phone.TrimStart('+'),
            ["to"] = "18335550100",
            ["message"] = words,
            ["receivedTimestamp"] = DateTimeOffset.UtcNow.ToString("O"),
        },
    }).ToJsonString();

    /// <summary>Asks again and again until it is so; fails after three minutes, which is more than five tries of a message take.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Waited three minutes for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }
    }

    /// <summary>Starts the one-machine service as a process of its own.</summary>
    private async Task<(Uri Url, string Storage)> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Program(), "serve", "--data", _data, "--port", "0", "--carrier-port", "0", "--quiet"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        var said = new List<string>();
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var running = Path.Combine(_data, "running.json");
        await UntilAsync(
            () =>
            {
                lock (said)
                {
                    Assert.False(_process.HasExited, string.Join('\n', said));
                    return Task.FromResult(said.Any(line => line.StartsWith("storage", StringComparison.Ordinal)) && File.Exists(running));
                }
            },
            "the service to start");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(running))!;
        return (new Uri((string)file["baseUri"]!), (string)file["storage"]!);

        void Keep(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }
        }
    }

    /// <summary>The newest build of the one-machine host.</summary>
    private static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var builds = new DirectoryInfo(Path.Combine(folder.FullName, "local", "bin"));
            if (builds.Exists)
            {
                return builds.GetFiles("microcare.dll", SearchOption.AllDirectories).OrderByDescending(file => file.LastWriteTimeUtc).First().FullName;
            }
        }

        throw new InvalidOperationException("There is no build of local/. Build the solution, or name a host with MICROCARE_HOST_URL.");
    }
}
