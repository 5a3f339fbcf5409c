namespace Microsoft.DurableTask.Client;

/// <summary>Which instances a query asks for. All conditions hold together; a missing one matches everything.</summary>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
/// <param name="Statuses">In one of these statuses.</param>
/// <param name="TaskHubNames">Ignored: one engine has one hub.</param>
/// <param name="InstanceIdPrefix">The id begins so; case matters.</param>
/// <param name="PageSize">At most so many in a page.</param>
/// <param name="FetchInputsAndOutputs">Whether inputs, outputs, custom statuses and failures come along.</param>
/// <param name="ContinuationToken">Where to begin; <c>null</c> means at the beginning.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>The page size unless another is given.</summary>
    public const int DefaultPageSize = 100;
}
