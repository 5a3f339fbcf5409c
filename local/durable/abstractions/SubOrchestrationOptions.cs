namespace Microsoft.DurableTask;

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with a retry rule and an instance id.</summary>
    /// <param name="retry">How failures are retried; <c>null</c> means not at all. Each attempt has the same instance id.</param>
    /// <param name="instanceId">The instance id; <c>null</c> takes one from <see cref="TaskOrchestrationContext.NewGuid"/>.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry)
    {
        InstanceId = instanceId;
    }

    /// <summary>Other options with an instance id.</summary>
    /// <param name="options">The options to wrap.</param>
    /// <param name="instanceId">The instance id; <c>null</c> keeps that of <paramref name="options"/>, if it has one.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;
    }

    /// <summary>A copy.</summary>
    /// <param name="options">What is copied.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
    }

    /// <summary>The instance id; <c>null</c> takes one from <see cref="TaskOrchestrationContext.NewGuid"/>.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The sub-orchestration's version.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
