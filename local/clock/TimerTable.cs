namespace MicroCare.Local;

/// <summary>
/// The instant that a clock stands at and the timers that wait, ordered by due instant and then by who came first. Setting, moving and
/// removing one takes time logarithmic in how many there are, and a removed one leaves nothing behind. A timer that is set while
/// the clock moves is either reckoned with or counted from where the clock then stands. Safe for use by several threads.
/// </summary>
internal sealed class TimerTable(long now)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<Place> _places = [];
    private long _now = now;
    private long _sequence;

    /// <summary>In ticks of UTC.</summary>
    public long Now => Volatile.Read(ref _now);

    public int Count
    {
        get
        {
            lock (_gate)
                return _places.Count;
        }
    }

    /// <summary>Moves to the first due instant on the way to the target, or to the target; nowhere when that is not allowed.</summary>
    /// <returns>What is left of the way.</returns>
    public long Advance(long target, Func<long, bool> allow)
    {
        lock (_gate)
        {
            var stop = _places.Count == 0 ? target : Math.Min(target, Math.Max(_places.Min.Due, _now));
            if (!allow(stop))
                return 0;
            Volatile.Write(ref _now, stop);
            return target - stop;
        }
    }

    /// <summary>Sets in how many ticks a timer is due and how often after that; null takes it out.</summary>
    /// <returns>False when it is disposed: then nothing happens.</returns>
    public bool Set(WarpTimer timer, long? wait, long? period, bool dispose = false)
    {
        lock (_gate)
        {
            if (timer.IsDisposed)
                return false;
            Remove(timer);
            timer.IsDisposed = dispose;
            timer.Period = period;
            if (wait is { } ticks)
                Add(timer, Later(_now, ticks));
            return true;
        }
    }

    /// <summary>Takes the first timer that is due by now, and sets it again when it is periodic; null when none is.</summary>
    public WarpTimer? TakeDue()
    {
        lock (_gate)
        {
            if (_places.Count == 0 || _places.Min.Due > _now)
                return null;
            var (due, _, timer) = _places.Min;
            Remove(timer);
            if (timer.Period is { } period)
                Add(timer, Math.Max(Later(due, period), _now + 1));
            timer.Taken();
            return timer;
        }
    }

    // What lies beyond the end of the calendar is at its end.
    private static long Later(long instant, long ticks) => Math.Min(instant, DateTime.MaxValue.Ticks - ticks) + ticks;

    private void Add(WarpTimer timer, long due)
    {
        var place = new Place(due, _sequence++, timer);
        timer.Place = place;
        _places.Add(place);
    }

    private void Remove(WarpTimer timer)
    {
        if (timer.Place is { } place)
            _places.Remove(place);
        timer.Place = null;
    }

    /// <summary>Where a timer stands in the order.</summary>
    internal readonly record struct Place(long Due, long Sequence, WarpTimer Timer) : IComparable<Place>
    {
        public int CompareTo(Place other) => Due != other.Due ? Due.CompareTo(other.Due) : Sequence.CompareTo(other.Sequence);
    }
}
