namespace MicroCare.Local;

/// <summary>
/// A timer of a <see cref="WarpClock"/>. As with the system's timers, callbacks of a periodic one may overlap, one that had been
/// due may still run after the timer was changed or disposed, and an exception in one ends the process.
/// </summary>
internal sealed class WarpTimer(TimerCallback callback, object? state, TimerTable table) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

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
        return ValueTask.CompletedTask;
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
