namespace Microsoft.DurableTask.Client;

/// <summary>Sets the dedupe statuses of <see cref="StartOrchestrationOptions"/> by enum.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that may be deduped.</summary>
#pragma warning disable CS0618 // Canceled is listed by the real package too.
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];
#pragma warning restore CS0618

    /// <summary>The same options with these dedupe statuses.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dedupeStatuses">Statuses of an existing instance that make the start fail; none means that none does.</param>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
        => options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
}
