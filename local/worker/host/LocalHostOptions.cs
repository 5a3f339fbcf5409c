using System.Reflection;

namespace MicroCare.Local.Worker;

/// <summary>How the one-machine host runs an app. The defaults are those of <c>dotnet run</c> for development.</summary>
public sealed class LocalHostOptions
{
    /// <summary>Settings that win over files and environment; <c>__</c> or <c>:</c> between sections.</summary>
    public IDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The clock of timers, orchestrations and the app itself.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>
    /// The clock of the polling and the leases of queues in a storage account, never a virtual one. Queues in memory follow
    /// <see cref="Time"/> and are not polled.
    /// </summary>
    public TimeProvider InfrastructureTime { get; set; } = TimeProvider.System;

    /// <summary>Counts work under way, for a clock that depends on it.</summary>
    public WorkGauge Gauge { get; set; } = new();

    /// <summary>The HTTP port on 127.0.0.1; 0 means a free one, null the setting <c>MICROCARE_PORT</c> or 7071.</summary>
    public int? HttpPort { get; set; }

    /// <summary>The folder with host.json and the settings files; null means the nearest one above the current folder that has a host.json.</summary>
    public string? ContentRoot { get; set; }

    /// <summary>Keeps queues, timers' states and orchestrations in memory.</summary>
    public bool InMemoryStorage { get; set; }

    /// <summary>
    /// How long a message that is being handled stays invisible to others; renewed at half of it. The real extension takes ten minutes. A shorter
    /// one brings a message back sooner after the host was killed.
    /// </summary>
    public TimeSpan QueueLease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a host that stops waits for the functions that run, before it cancels them. Default ten seconds.</summary>
    public TimeSpan LongestDrain { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where functions are looked for: an assembly and the ones it references; null means the app's entry assembly.</summary>
    public Assembly? FunctionsAssembly { get; set; }

    /// <summary>Keeps only functions of types for which it is true; null keeps all.</summary>
    public Func<Type, bool>? FunctionTypes { get; set; }

    /// <summary>
    /// Registers services before the app and the host do; what they only try to add stays out. So an <see cref="IQueueSource"/> or an
    /// <c>IDurableStore</c> of one's own can outlive the host.
    /// </summary>
    public Action<IServiceCollection>? Services { get; set; }

    /// <summary>Changes the logging.</summary>
    public Action<ILoggingBuilder>? Logging { get; set; }

    /// <summary>The file with the function key; made on first use, readable by its owner only.</summary>
    public string KeyFile { get; set; } = Path.Combine(".microcare", "function-key");

    internal Action<RunningHost>? Started { get; set; }
}
