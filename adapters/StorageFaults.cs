using Azure.Data.Tables;

namespace MicroCare.Adapters;

/// <summary>How patiently storage is asked again when it is busy (503), slow or out of reach.</summary>
public static class StorageFaults
{
    /// <summary>Five tries within about ten seconds; then the queue or the orchestration's own retries take over.</summary>
    public static TableClientOptions Tables()
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(3);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return options;
    }
}
