using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace MicroCare.Local.Worker;

/// <summary>Calls one function by its schedule, in UTC; makes up once for what was missed while the host was down.</summary>
internal sealed class TimerListener
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private readonly FunctionEntry _function;
    private readonly TimerTriggerAttribute _trigger;
    private readonly CrontabSchedule _schedule;
    private readonly LocalHostOptions _options;
    private readonly FunctionInvoker _invoker;
    private readonly ITimerMonitor _monitor;
    private readonly ILogger _log;

    public TimerListener(
        FunctionEntry function, TimerTriggerAttribute trigger, string schedule, LocalHostOptions options, FunctionInvoker invoker, ITimerMonitor monitor, ILogger log)
    {
        _function = function;
        _trigger = trigger;
        _schedule = CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw function.Wrong($"has the schedule '{schedule}', which is no NCRONTAB expression of six fields (seconds first)");
        _options = options;
        _invoker = invoker;
        _monitor = monitor;
        _log = log;
    }

    private DateTime Now => _options.Time.GetUtcNow().UtcDateTime;

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var status = _trigger.UseMonitor ? await _monitor.ReadAsync(_function.Name, stopping) : null;
            if (status is not null && status.Next <= Now)
            {
                WorkerLog.PastDue(_log, _function.Name, status.Next);
                await FireAsync(status.Next, isPastDue: true, stopping);
            }
            else if (_trigger.RunOnStartup)
            {
                await FireAsync(Now, isPastDue: false, stopping);
            }
            else if (_trigger.UseMonitor && status is null)
            {
                await WriteAsync(default, stopping);
            }

            while (true)
            {
                var next = _schedule.GetNextOccurrence(Now);
                await UntilAsync(next, stopping);
                await FireAsync(next, isPastDue: false, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task UntilAsync(DateTime due, CancellationToken stopping)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, _options.Time, stopping);
        }
    }

    private async Task FireAsync(DateTime due, bool isPastDue, CancellationToken stopping)
    {
        using var work = _options.Gauge.Begin();
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = _trigger.UseMonitor ? new ScheduleStatus { Last = due, Next = _schedule.GetNextOccurrence(Now), LastUpdated = Now } : null,
        };
        try
        {
            await _invoker.InvokeAsync(_function, info, null, stopping);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            WorkerLog.FunctionFailed(_log, _function.Name, fault.GetType().Name);
        }

        await WriteAsync(due, stopping);
    }

    private Task WriteAsync(DateTime last, CancellationToken stopping)
    {
        var status = new ScheduleStatus { Last = last, Next = _schedule.GetNextOccurrence(Now), LastUpdated = Now };
        return _trigger.UseMonitor ? _monitor.WriteAsync(_function.Name, status, stopping) : Task.CompletedTask;
    }
}
