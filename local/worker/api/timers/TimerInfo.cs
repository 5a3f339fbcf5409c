namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer-triggered function is told.</summary>
public class TimerInfo
{
    /// <summary>The schedule's recorded status; null when the timer is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for one that was missed while the host was down.</summary>
    public bool IsPastDue { get; set; }
}
