using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>The orchestrators and activities that an engine can run, by name; case does not matter. Fill it before the engine starts.</summary>
public sealed class OrchestrationCatalog
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators
        = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, Func<ActivityCall, CancellationToken, Task<object?>>> _activities
        = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds an orchestrator. It is run again from its beginning on each turn, so it must be deterministic.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="run">The code; its result becomes the output.</param>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_orchestrators.TryAdd(name, run))
            throw new ArgumentException($"There is an orchestrator named '{name}' already.", nameof(name));
    }

    /// <summary>Adds an activity. It runs at least once for each call.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="run">The code; the token is cancelled when the engine stops.</param>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public void AddActivity(string name, Func<ActivityCall, CancellationToken, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_activities.TryAdd(name, run))
            throw new ArgumentException($"There is an activity named '{name}' already.", nameof(name));
    }

    internal Func<TaskOrchestrationContext, Task<object?>>? Orchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal Func<ActivityCall, CancellationToken, Task<object?>>? Activity(string name) => _activities.GetValueOrDefault(name);
}
