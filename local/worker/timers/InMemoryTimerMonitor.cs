using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>In memory: over a restart only if it is handed on.</summary>
internal sealed class InMemoryTimerMonitor : ITimerMonitor
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> _statuses = new(StringComparer.Ordinal);

    public Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken) =>
        Task.FromResult(_statuses.GetValueOrDefault(function));

    public Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        _statuses[function] = status;
        return Task.CompletedTask;
    }
}
