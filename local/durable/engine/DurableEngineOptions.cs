using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace MicroCare.Local.Durable;

/// <summary>Bounds and parts of a <see cref="DurableEngine"/>.</summary>
public sealed class DurableEngineOptions
{
    /// <summary>How many instances may be in a turn (loading, running, committing) at once. Default 64; 1 makes turns follow one another.</summary>
    public int MaxConcurrentTurns { get; set; } = 64;

    /// <summary>How many activities may run at once. Default 64.</summary>
    public int MaxConcurrentActivities { get; set; } = 64;

    /// <summary>Told of each turn and activity from when it is queued until it ends; not of sleeping instances.</summary>
    public WorkGauge? Gauge { get; set; }

    /// <summary>How many idle instances stay in memory, so that their next turn needs no read. Default 2000; 0 keeps none.</summary>
    public int CachedInstances { get; set; } = 2000;

    /// <summary>Turns inputs, outputs and events into text and back. Default: System.Text.Json.</summary>
    public DataConverter Converter { get; set; } = JsonDataConverter.Default;

    /// <summary>The name of the client. Default: Default.</summary>
    public string ClientName { get; set; } = "Default";
}
