namespace MicroCare.Local.Carriers;

/// <summary>
/// The queue messages that count as work under way: from before they are put until the host says that they are settled, which it may
/// say before the put has returned. Safe for use by several threads.
/// </summary>
internal sealed class UnsettledEvents(WorkGauge? gauge, bool untilSettled)
{
    private const int EarlyKept = 4096;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IDisposable> _unsettled = [];
    private readonly HashSet<string> _early = [];
    private readonly Queue<string> _earlyOrder = new();

    public IDisposable Begin() => gauge?.Begin() ?? NoWork.Instance;

    public void Put(string messageId, IDisposable work)
    {
        lock (_gate)
        {
            if (untilSettled && !_early.Remove(messageId))
            {
                _unsettled[messageId] = work;
                return;
            }
        }
        work.Dispose();
    }

    public void Settled(string messageId)
    {
        IDisposable? work;
        lock (_gate)
        {
            if (!_unsettled.Remove(messageId, out work) && untilSettled && _early.Add(messageId))
            {
                // Other producers' messages are named here too, so what is kept has a bound.
                _earlyOrder.Enqueue(messageId);
                if (_earlyOrder.Count > EarlyKept)
                    _early.Remove(_earlyOrder.Dequeue());
            }
        }
        work?.Dispose();
    }

    private sealed class NoWork : IDisposable
    {
        public static NoWork Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
