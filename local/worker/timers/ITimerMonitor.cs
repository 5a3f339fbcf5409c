using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>Remembers, over restarts, when timers last ran and should run next.</summary>
internal interface ITimerMonitor
{
    Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken);

    Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken);
}
