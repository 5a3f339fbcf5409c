namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is purged.</summary>
/// <param name="Recursive">Ignored, as by the real engines today: sub-orchestrations are purged by their own ids.</param>
public record PurgeInstanceOptions(bool Recursive = false);
