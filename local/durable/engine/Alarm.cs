namespace MicroCare.Local.Durable;

/// <summary>One timer for all sleepers, set to the earliest.</summary>
internal sealed class Alarm : IDisposable
{
    /// <summary>Timers take at most about 49 days; a longer sleep is slept in pieces.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly SleeperHeap _sleepers;
    private readonly TimeProvider _time;
    private readonly Action<string> _wake;
    private readonly ITimer _timer;
    private bool _disposed;

    public Alarm(SleeperHeap sleepers, TimeProvider time, Action<string> wake)
    {
        _sleepers = sleepers;
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Puts an instance to sleep until a time in UTC ticks, or takes it out (0).</summary>
    public void Set(string instanceId, long due)
    {
        if (_sleepers.Set(instanceId, due))
            SetTimer();
    }

    /// <summary>Wakes all that are due and sets the timer to the next one.</summary>
    public void Ring()
    {
        while (_sleepers.TryTakeDue(_time.GetUtcNow().Ticks, out var instanceId))
            _wake(instanceId);
        SetTimer();
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private void SetTimer()
    {
        lock (_lock)
        {
            var earliest = _sleepers.Earliest();
            if (_disposed || earliest == 0)
                return;

            // At least a millisecond: a timer that is due now must not fire inside this lock.
            var wait = TimeSpan.FromTicks(earliest - _time.GetUtcNow().Ticks);
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(wait.TotalMilliseconds, 1, s_longest.TotalMilliseconds)));
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
