using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by the clock, in UTC. Occurrences that pass while the function runs are made up for by one run.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>By this schedule.</summary>
    /// <param name="schedule">A six-field NCRONTAB expression (seconds first); <c>%Setting%</c> is replaced.</param>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>The schedule, as written.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether occurrences are recorded, so that one missed while the host was down is made up for at start. Default true.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs once when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
