namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to purge. Only instances that have ended are ever purged.</summary>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
/// <param name="Statuses">In one of these statuses.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long one call may go on; when it is over, the result says so. <c>null</c> means without bound.</summary>
    public TimeSpan? Timeout { get; init; }
}
