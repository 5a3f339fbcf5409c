namespace MicroCare.Local;

/// <summary>
/// A timer of a <see cref="WarpClock"/>. As with the system's timers, callbacks of a periodic one may overlap, one that had been due may still run after the timer was
/// changed or disposed, but not after <see cref="DisposeAsync"/> has ended, and an exception in one ends the process.
/// </summary>
internal sealed class WarpTimer(TimerCallback callback, object? state, TimerTable table) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _running;

    // The table's, under its lock.
    internal TimerTable.Place? Place { get; set; }

    internal long? Period { get; set; }

    internal bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var every = Ticks(period, nameof(period));
        return table.Set(this, Ticks(dueTime, nameof(dueTime)), every is 0 ? null : every);
    }

    public void Dispose() => table.Set(this, wait: null, period: null, dispose: true);

    public ValueTask DisposeAsync()
    {
        Dispose();
        lock (_lock)
        {
            if (_running == 0)
                return ValueTask.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_idle.Task);
        }
    }

    /// <summary>A callback is going to run.</summary>
    internal void Taken()
    {
        lock (_lock)
            _running++;
    }

    private void Returned()
    {
        lock (_lock)
        {
            if (--_running == 0)
                _idle?.TrySetResult();
        }
    }

    /// <summary>Runs the callback on the thread pool; it counts as work until it has returned.</summary>
    public void Fire(IDisposable work, ManualResetEventSlim returned) => ThreadPool.UnsafeQueueUserWorkItem(
        _ =>
        {
            try
            {
                if (_context is null)
                    callback(state);
                else
                    ExecutionContext.Run(_context, argument => callback(argument), state);
            }
            finally
            {
                Returned();
                work.Dispose();
                returned.Set();
            }
        },
        state: null);

    // Null for never.
    private static long? Ticks(TimeSpan time, string name)
    {
        if (time == Timeout.InfiniteTimeSpan)
            return null;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        return time.Ticks;
    }
}
