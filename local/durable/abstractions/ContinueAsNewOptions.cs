namespace Microsoft.DurableTask;

/// <summary>How an orchestration restarts itself.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The next execution's input.</summary>
    public object? NewInput { get; set; }

    /// <summary>Whether events that no one has awaited yet are kept for the next execution, in order. Default: yes.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The next execution's version; <c>null</c> or blank keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
