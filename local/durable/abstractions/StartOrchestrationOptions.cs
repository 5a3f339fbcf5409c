using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with an instance id and a start time.</summary>
    /// <param name="InstanceId">The instance id; <c>null</c> takes a new GUID.</param>
    /// <param name="StartAt">When the instance begins to run; <c>null</c> or a time in the past means at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy.</summary>
    /// <param name="options">What is copied.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; <c>null</c> takes a new GUID. At most 100 characters, none of <c>/ \ # ?</c> or a control character.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When the instance begins to run; <c>null</c> or a time in the past means at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Tags kept with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    /// <summary>The instance's version.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Statuses of an existing instance with the same id that make the start fail. <c>null</c> means the default of Durable
    /// Functions: Pending, Running and Suspended. Empty means none: a live instance is terminated and replaced.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
