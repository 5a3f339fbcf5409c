using System.Text.Json;

namespace MicroCare.Local.Worker;

/// <summary>What host.json says, with the extensions' own defaults for what it does not say.</summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public string HubName { get; init; } = "TestHubName";

    public int BatchSize { get; init; } = 16;

    public int NewBatchThreshold { get; init; } = 8;

    public int MaxDequeueCount { get; init; } = 5;

    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    public bool Base64 { get; init; } = true;

    /// <summary>Reads the file; one that is missing means the defaults.</summary>
    /// <exception cref="InvalidOperationException">A value is out of the range that the real extension takes.</exception>
    public static HostJson Read(string folder)
    {
        var path = Path.Combine(folder, "host.json");
        if (!File.Exists(path))
        {
            return new HostJson();
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var extensions = Get(document.RootElement, "extensions");
        var queues = Get(extensions, "queues");
        var standard = new HostJson();
        var read = new HostJson
        {
            RoutePrefix = (Get(Get(extensions, "http"), "routePrefix")?.GetString() ?? standard.RoutePrefix).Trim('/'),
            HubName = Get(Get(extensions, "durableTask"), "hubName")?.GetString() ?? standard.HubName,
            BatchSize = Get(queues, "batchSize")?.GetInt32() ?? standard.BatchSize,
            NewBatchThreshold = Get(queues, "newBatchThreshold")?.GetInt32() ?? standard.NewBatchThreshold,
            MaxDequeueCount = Get(queues, "maxDequeueCount")?.GetInt32() ?? standard.MaxDequeueCount,
            VisibilityTimeout = Span(Get(queues, "visibilityTimeout")) ?? standard.VisibilityTimeout,
            MaxPollingInterval = Span(Get(queues, "maxPollingInterval")) ?? standard.MaxPollingInterval,
            Base64 = Get(queues, "messageEncoding")?.GetString() is not { } encoding || encoding.Equals("base64", StringComparison.OrdinalIgnoreCase),
        };
        return read switch
        {
            { BatchSize: < 1 or > 32 } => throw Wrong("extensions.queues.batchSize", "1 to 32"),
            { MaxDequeueCount: < 1 } => throw Wrong("extensions.queues.maxDequeueCount", "1 or more"),
            { MaxPollingInterval.TotalMilliseconds: < 100 } => throw Wrong("extensions.queues.maxPollingInterval", "at least 00:00:00.1"),
            _ => read,
        };
    }

    private static InvalidOperationException Wrong(string name, string range) => new($"host.json: {name} must be {range}.");

    private static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found) ? found : null;

    private static TimeSpan? Span(JsonElement? element) =>
        element?.GetString() is { } text ? TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
