namespace MicroCare.Local.Durable;

/// <summary>
/// Who sleeps until when: one entry for each instance. Replaced entries stay in the heap until they come up or outnumber the
/// live ones.
/// </summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class SleeperHeap
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _due = new(StringComparer.Ordinal);
    private PriorityQueue<string, long> _heap = new();

    public int Count
    {
        get
        {
            lock (_lock)
                return _due.Count;
        }
    }

    /// <summary>Sets when an instance is due, in UTC ticks; 0 takes it out.</summary>
    /// <returns>Whether the earliest time may have changed.</returns>
    public bool Set(string instanceId, long due)
    {
        lock (_lock)
        {
            if (due == 0)
                return _due.Remove(instanceId) && false;

            if (_due.TryGetValue(instanceId, out var before) && before == due)
                return false;

            _due[instanceId] = due;
            _heap.Enqueue(instanceId, due);
            if (_heap.Count > (2 * _due.Count) + 1000)
                _heap = new(_due.Select(entry => (entry.Key, entry.Value)));
            return _heap.TryPeek(out _, out var first) && first == due;
        }
    }

    /// <summary>Takes one instance that is due; <c>false</c> if there is none.</summary>
    public bool TryTakeDue(long now, out string instanceId)
    {
        lock (_lock)
        {
            while (TryPeek(out instanceId, out var due))
            {
                if (due > now)
                    return false;

                _heap.Dequeue();
                _due.Remove(instanceId);
                return true;
            }

            return false;
        }
    }

    /// <summary>The earliest time, in UTC ticks; 0 if no one sleeps.</summary>
    public long Earliest()
    {
        lock (_lock)
            return TryPeek(out _, out var due) ? due : 0;
    }

    private bool TryPeek(out string instanceId, out long due)
    {
        while (_heap.TryPeek(out instanceId!, out due))
        {
            if (_due.TryGetValue(instanceId, out var current) && current == due)
                return true;
            _heap.Dequeue();
        }

        instanceId = "";
        return false;
    }
}
