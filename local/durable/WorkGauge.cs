namespace MicroCare.Local;

/// <summary>
/// Counts the work that is under way on this machine: HTTP requests, function invocations, orchestration turns, texts in the air.
/// A clock that runs faster than the wall clock slows to the wall clock's pace while the count is above zero, so that work
/// takes as long in virtual time as it takes in fact.
/// </summary>
/// <remarks>Safe for use by several threads.</remarks>
public sealed class WorkGauge
{
    private int _inFlight;

    /// <summary>How many pieces of work have begun and not ended; never negative.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Begins one piece of work; disposing what it returns ends it (once, however often it is disposed).</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref _inFlight);
        return new Piece(this);
    }

    private sealed class Piece(WorkGauge gauge) : IDisposable
    {
        private WorkGauge? _gauge = gauge;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gauge, null) is { } owner)
            {
                Interlocked.Decrement(ref owner._inFlight);
            }
        }
    }
}
