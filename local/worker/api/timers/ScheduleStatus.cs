namespace Microsoft.Azure.Functions.Worker;

/// <summary>What is recorded of a timer's schedule.</summary>
public class ScheduleStatus
{
    /// <summary>The last run, UTC; the default value when there was none.</summary>
    public DateTime Last { get; set; }

    /// <summary>The occurrence that is (or, during a run, was) expected next, UTC.</summary>
    public DateTime Next { get; set; }

    /// <summary>When the record was made, UTC.</summary>
    public DateTime LastUpdated { get; set; }
}
