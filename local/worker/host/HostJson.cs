using System.Globalization;

namespace MicroCare.Local.Worker;

/// <summary>
/// What host.json says, with the extensions' own defaults for what it does not say. As in the real host, a setting
/// <c>AzureFunctionsJobHost__extensions__...</c> wins over the file.
/// </summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public string HubName { get; init; } = "TestHubName";

    public int? MaxActivities { get; init; }

    public int? MaxOrchestrators { get; init; }

    public int BatchSize { get; init; } = 16;

    public int NewBatchThreshold { get; init; } = 8;

    public int MaxDequeueCount { get; init; } = 5;

    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    public bool Base64 { get; init; } = true;

    /// <summary>Lowest levels by category; <c>default</c> is everything else.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>Reads the file; one that is missing means the defaults.</summary>
    /// <exception cref="InvalidOperationException">A value is missing a setting or out of the range that the real extension takes; names it.</exception>
    public static HostJson Read(string folder, IConfiguration settings)
    {
        var file = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Path.GetFullPath(folder), "host.json"), optional: true)
            .AddInMemoryCollection(settings.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null))
            .Build();
        var queues = file.GetSection("extensions:queues");
        var durable = file.GetSection("extensions:durableTask");
        var standard = new HostJson();
        var batch = Number(queues["batchSize"], "extensions.queues.batchSize", 1, 32) ?? standard.BatchSize;
        return new HostJson
        {
            RoutePrefix = (file["extensions:http:routePrefix"] ?? standard.RoutePrefix).Trim('/'),
            HubName = LocalSettings.Resolve(settings, durable["hubName"] ?? standard.HubName),
            MaxActivities = Number(durable["maxConcurrentActivityFunctions"], "extensions.durableTask.maxConcurrentActivityFunctions", 1, int.MaxValue),
            MaxOrchestrators = Number(durable["maxConcurrentOrchestratorFunctions"], "extensions.durableTask.maxConcurrentOrchestratorFunctions", 1, int.MaxValue),
            BatchSize = batch,
            NewBatchThreshold = Number(queues["newBatchThreshold"], "extensions.queues.newBatchThreshold", 0, int.MaxValue) ?? batch / 2,
            MaxDequeueCount = Number(queues["maxDequeueCount"], "extensions.queues.maxDequeueCount", 1, int.MaxValue) ?? standard.MaxDequeueCount,
            VisibilityTimeout = Span(queues["visibilityTimeout"], "extensions.queues.visibilityTimeout", TimeSpan.Zero) ?? standard.VisibilityTimeout,
            MaxPollingInterval = Span(queues["maxPollingInterval"], "extensions.queues.maxPollingInterval", TimeSpan.FromMilliseconds(100))
                ?? standard.MaxPollingInterval,
            Base64 = queues["messageEncoding"] is not { } encoding || IsBase64(encoding),
            LogLevels = file.GetSection("logging:logLevel").GetChildren()
                .Where(level => Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
                .ToDictionary(level => level.Key, level => Enum.Parse<LogLevel>(level.Value!, ignoreCase: true), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static bool IsBase64(string encoding) => encoding.Equals("base64", StringComparison.OrdinalIgnoreCase)
        || (encoding.Equals("none", StringComparison.OrdinalIgnoreCase) ? false : throw Wrong("extensions.queues.messageEncoding", "base64 or none"));

    private static int? Number(string? text, string name, int least, int most) => text is null ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Wrong(name, most == int.MaxValue ? $"a number of at least {least}" : $"a number from {least} to {most}");

    private static TimeSpan? Span(string? text, string name, TimeSpan least) => text is null ? null
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= least ? span
        : throw Wrong(name, $"a time (hours:minutes:seconds) of at least {least}");

    private static InvalidOperationException Wrong(string name, string what) => new($"host.json: {name} must be {what}.");
}
