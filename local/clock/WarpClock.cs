namespace MicroCare.Local;

/// <summary>
/// A clock on which weeks pass in minutes, and code never notices: it runs <see cref="Rate"/> times as fast as the wall clock while
/// <see cref="WorkGauge.InFlight"/> is zero, and at the wall clock's own pace while work is under way.
/// </summary>
/// <remarks>
/// Time moves in steps and stops at each timer's due instant on its way, so a callback sees the instant that it was due at, or just
/// after. A callback counts as work from the moment it is due until it returns. With a state file, a later clock never shows an
/// earlier instant than this one did, however this process ends, and goes on at most 50 ms times the rate ahead; while the file cannot
/// be written, the clock stands still.
/// Safe for use by several threads; <see cref="Step"/> is one thread's.
/// </remarks>
public sealed class WarpClock : TimeProvider, IDisposable
{
    // What idle time may be owed from steps that stopped at a timer, in wall time.
    private static readonly TimeSpan MostOwed = TimeSpan.FromMilliseconds(10);
    private readonly TimerTable _timers;
    private readonly WorkGauge _gauge;
    private readonly TimeProvider _wall;
    private readonly WarpState? _state;
    private readonly long _start;
    private readonly ManualResetEventSlim _returned = new();
    private readonly CancellationTokenSource _stopping = new();
    private Thread? _pump;
    private long _lastStep;
    private double _owed;
    private double _rate;
    private volatile bool _frozen;

    /// <summary>A clock that stands at <paramref name="start"/> until <see cref="Start"/> or <see cref="Step"/> is called.</summary>
    /// <param name="start">The first instant.</param>
    /// <param name="rate">Virtual seconds per idle wall second; above zero.</param>
    /// <param name="gauge">The work that slows it.</param>
    /// <param name="wall">The wall clock; null is the system's.</param>
    public WarpClock(DateTimeOffset start, double rate, WorkGauge gauge, TimeProvider? wall = null)
        : this(start, rate, gauge, state: null, wall)
    {
    }

    private WarpClock(DateTimeOffset start, double rate, WorkGauge gauge, WarpState? state, TimeProvider? wall)
    {
        ArgumentNullException.ThrowIfNull(gauge);
        _start = start.UtcTicks;
        _timers = new TimerTable(_start);
        _gauge = gauge;
        _state = state;
        _wall = wall ?? System;
        _lastStep = _wall.GetTimestamp();
        Rate = rate;
    }

    /// <summary>Virtual seconds per idle wall second; may change while the clock runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero, negative, or not a number.</exception>
    public double Rate
    {
        get => Volatile.Read(ref _rate);
        set
        {
            if (!(value > 0) || double.IsInfinity(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "The rate must be above zero.");
            Volatile.Write(ref _rate, value);
        }
    }

    /// <summary>How many timers wait for their due time.</summary>
    public int Timers => _timers.Count;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>A clock that keeps its instant in a file and goes on from there when the file exists.</summary>
    /// <param name="file">The state file; its folder is made when missing.</param>
    /// <param name="start">The first instant when there is no file yet.</param>
    /// <param name="rate">Virtual seconds per idle wall second; above zero.</param>
    /// <param name="gauge">The work that slows it.</param>
    /// <param name="wall">The wall clock; null is the system's.</param>
    /// <exception cref="InvalidDataException">The file is not a clock's.</exception>
    public static WarpClock Resume(string file, DateTimeOffset start, double rate, WorkGauge gauge, TimeProvider? wall = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var state = new WarpState(file);
        return new WarpClock(state.Read() ?? start, rate, gauge, state, wall);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(_timers.Now, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => _timers.Now - _start;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new WarpTimer(callback, state, _timers);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Begins to run, on a thread of its own that steps about every two milliseconds.</summary>
    public void Start()
    {
        if (_pump is not null)
            throw new InvalidOperationException("The clock runs already.");
        _lastStep = _wall.GetTimestamp();
        _pump = new Thread(Pump) { IsBackground = true, Name = "warp clock" };
        _pump.Start();
    }

    /// <summary>Stands still, timers included, until <see cref="Thaw"/>.</summary>
    public void Freeze() => _frozen = true;

    /// <summary>Goes on from where it froze.</summary>
    public void Thaw() => _frozen = false;

    /// <summary>
    /// Moves by what the wall clock says has passed since the last step, at most to the next due instant, and fires what is due on the
    /// thread pool. For tests; <see cref="Start"/> does it otherwise.
    /// </summary>
    /// <returns>How many timers fired.</returns>
    public int Step()
    {
        var wallNow = _wall.GetTimestamp();
        var passed = _wall.GetElapsedTime(_lastStep, wallNow);
        _lastStep = wallNow;
        if (_frozen)
            return 0;
        var idle = _gauge.InFlight == 0;
        var advance = idle ? passed.Ticks * Rate + _owed : passed.Ticks;
        var now = _timers.Now;
        var left = _timers.Advance(now + (long)Math.Min(advance, DateTime.MaxValue.Ticks - now), Allow);
        _owed = idle ? Math.Min(left, MostOwed.Ticks * Rate) : 0;
        return Fire();
    }

    /// <summary>Stops the clock and writes down where it stands. Timers that have not fired never will.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _pump?.Join();
        _state?.Write(GetUtcNow());
        _stopping.Dispose();
    }

    private bool Allow(long instant) => _state?.Allow(instant, Rate) ?? true;

    private int Fire()
    {
        var fired = 0;
        while (_timers.TakeDue() is { } timer)
        {
            fired++;
            timer.Fire(_gauge.Begin(), _returned);
        }
        return fired;
    }

    private void Pump()
    {
        const int StepMilliseconds = 2;
        while (!_stopping.IsCancellationRequested)
        {
            _returned.Reset();
            // A quick callback should not cost a whole step: then many timers within one step would hold the clock up.
            if (Step() > 0)
                _returned.Wait(StepMilliseconds);
            else
                _stopping.Token.WaitHandle.WaitOne(StepMilliseconds);
        }
    }
}
