namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">What it shall show as its output.</param>
/// <param name="Recursive">Whether the sub-orchestrations that it waits for are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
