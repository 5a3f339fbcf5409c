using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>
/// Calls one function by its schedule, in UTC, one run at a time. An occurrence missed while the host was down is made up for by one run at the
/// start, past due; occurrences that pass while a run takes long, or while the clock leaps, by one run right after.
/// </summary>
internal sealed class TimerListener
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);
    private readonly FunctionEntry _function;
    private readonly TimerTriggerAttribute _trigger;
    private readonly TimerSchedule _schedule;
    private readonly LocalHostOptions _options;
    private readonly FunctionInvoker _invoker;
    private readonly ITimerMonitor _monitor;
    private readonly ILogger _log;
    private ScheduleStatus _status = new();
    private bool _isPastDue;

    public TimerListener(
        FunctionEntry function, TimerTriggerAttribute trigger, string schedule, LocalHostOptions options, FunctionInvoker invoker, ITimerMonitor monitor, ILogger log)
    {
        _function = function;
        _trigger = trigger;
        _schedule = new TimerSchedule(function, schedule);
        _options = options;
        _invoker = invoker;
        _monitor = monitor;
        _log = log;
    }

    private DateTime Now => _options.Time.GetUtcNow().UtcDateTime;

    /// <summary>Reads what was recorded, and records what is expected next.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var recorded = _trigger.UseMonitor ? await _monitor.ReadAsync(_function.Name, cancellationToken) : null;
        _status = _schedule.AtStart(recorded, now);
        _isPastDue = now > _status.Next;
        if (_trigger.UseMonitor && _status != recorded)
        {
            await _monitor.WriteAsync(_function.Name, _status, cancellationToken);
        }
    }

    /// <summary>
    /// Runs until <paramref name="stopping"/>; a run that is under way then is finished first, and cancelled only by <paramref name="abort"/>. Unless
    /// the function is to run at once, the first wait has begun when this returns.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            var work = default(IDisposable);
            if (_isPastDue || _trigger.RunOnStartup)
            {
                work = _options.Gauge.Begin();
                await Task.Yield();
                await FireAsync(isScheduled: false, abort);
            }

            while (true)
            {
                var wait = UntilAsync(_status.Next, stopping);
                work?.Dispose(); // Not before the next wait has begun: the clock must not leap over it.
                await wait;
                stopping.ThrowIfCancellationRequested();
                work = _options.Gauge.Begin();
                await FireAsync(isScheduled: true, abort);
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
            var whole = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
            await Task.Delay(whole < LongestWait ? whole : LongestWait, _options.Time, stopping);
        }
    }

    private async Task FireAsync(bool isScheduled, CancellationToken abort)
    {
        var info = new TimerInfo { IsPastDue = _isPastDue, ScheduleStatus = _trigger.UseMonitor ? _status : null };
        if (_isPastDue)
        {
            WorkerLog.PastDue(_log, _function.Name, _status.Next);
        }

        var began = Now;
        if (isScheduled && _status.Next > began)
        {
            began = _status.Next; // A clock that was set back must not make the same occurrence come twice.
        }

        try
        {
            await _invoker.InvokeAsync(_function, info, null, abort);
        }
        catch (Exception)
        {
            // The invoker has logged it; the schedule goes on.
        }

        _isPastDue = false;
        _status = new ScheduleStatus { Last = began, Next = _schedule.After(began), LastUpdated = began };
        try
        {
            if (_trigger.UseMonitor)
            {
                await _monitor.WriteAsync(_function.Name, _status, CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            WorkerLog.TimerStatusLost(_log, _function.Name, fault.GetType().Name);
        }
    }
}
