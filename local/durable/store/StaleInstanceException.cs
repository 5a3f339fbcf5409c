namespace MicroCare.Local.Durable;

/// <summary>A commit expected another version of the instance's row than the stored one.</summary>
public sealed class StaleInstanceException : Exception
{
    /// <summary>For an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="innerException">The storage's own error, if it gave one.</param>
    public StaleInstanceException(string instanceId, Exception? innerException = null)
        : base($"The stored row of instance '{instanceId}' has another version than this commit expects.", innerException)
        => InstanceId = instanceId;

    /// <summary>The instance.</summary>
    public string InstanceId { get; }
}
