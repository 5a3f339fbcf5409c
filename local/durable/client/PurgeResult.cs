namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>A result of unknown completeness.</summary>
    /// <param name="count">How many instances were deleted; not negative.</param>
    public PurgeResult(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
    }

    /// <summary>A result.</summary>
    /// <param name="count">How many instances were deleted; not negative.</param>
    /// <param name="isComplete">Whether all that matched were deleted; <c>null</c> means unknown.</param>
    public PurgeResult(int count, bool? isComplete)
        : this(count)
    {
        IsComplete = isComplete;
    }

    /// <summary>How many instances were deleted.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether all that matched were deleted; <c>null</c> means unknown.</summary>
    public bool? IsComplete { get; }
}
