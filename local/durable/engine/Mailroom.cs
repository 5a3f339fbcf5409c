using System.Threading.Channels;

namespace MicroCare.Local.Durable;

/// <summary>One instance in memory: its mail, whether a turn is queued or running, and its state if that is known.</summary>
internal sealed class Seat(string instanceId)
{
    public string InstanceId { get; } = instanceId;

    public List<Mail> Mail { get; set; } = [];

    /// <summary>Held from when a turn is queued until no mail is left.</summary>
    public IDisposable? Work { get; set; }

    public bool IsBusy { get; set; }

    /// <summary>What the last turn left, for use by the running turn only; see <see cref="IsLoaded"/>.</summary>
    public InstanceState? State { get; set; }

    /// <summary>Whether <see cref="State"/> is true to storage (<c>null</c>: there is no such instance).</summary>
    public bool IsLoaded { get; set; }

    public LinkedListNode<Seat>? Idle { get; set; }
}

/// <summary>
/// Gives each instance with mail to one worker at a time, and remembers a bounded number of idle ones. This is what keeps an
/// instance off two threads.
/// </summary>
internal sealed class Mailroom(int cachedInstances, WorkGauge? gauge)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.Ordinal);
    private readonly LinkedList<Seat> _idle = new();
    private readonly Channel<Seat> _queue = Channel.CreateUnbounded<Seat>();

    public ChannelReader<Seat> Queue => _queue.Reader;

    public int Cached
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    public void Post(string instanceId, Mail mail)
    {
        lock (_lock)
        {
            if (!_seats.TryGetValue(instanceId, out var seat))
                _seats[instanceId] = seat = new(instanceId);
            seat.Mail.Add(mail);
            if (seat.IsBusy)
                return;

            seat.IsBusy = true;
            seat.Work = gauge?.Begin();
            if (seat.Idle is { } node)
            {
                _idle.Remove(node);
                seat.Idle = null;
            }

            _queue.Writer.TryWrite(seat);
        }
    }

    public IReadOnlyList<Mail> TakeMail(Seat seat)
    {
        lock (_lock)
        {
            var mail = seat.Mail;
            seat.Mail = [];
            return mail;
        }
    }

    /// <summary>Ends a worker's hold of a seat: queued again if mail came meanwhile, else idle and perhaps forgotten.</summary>
    public void Release(Seat seat)
    {
        IDisposable? ended = null;
        lock (_lock)
        {
            if (seat.Mail.Count > 0)
            {
                _queue.Writer.TryWrite(seat);
                return;
            }

            seat.IsBusy = false;
            ended = seat.Work;
            seat.Work = null;
            if (seat is { IsLoaded: true, State: not null })
                seat.Idle = _idle.AddLast(seat);
            else
                _seats.Remove(seat.InstanceId);

            while (_idle.Count > cachedInstances)
            {
                var oldest = _idle.First!.Value;
                _idle.RemoveFirst();
                _seats.Remove(oldest.InstanceId);
            }
        }

        ended?.Dispose();
    }

    /// <summary>The last committed state of an instance, if it is in memory.</summary>
    public bool TryPeek(string instanceId, out InstanceState? state)
    {
        lock (_lock)
        {
            var found = _seats.TryGetValue(instanceId, out var seat) && seat.IsLoaded;
            state = found ? seat!.State : null;
            return found;
        }
    }

    /// <summary>Takes no more work out, and lets go of all that was held.</summary>
    public void Close()
    {
        _queue.Writer.TryComplete();
        lock (_lock)
        {
            foreach (var seat in _seats.Values)
            {
                seat.Work?.Dispose();
                seat.Work = null;
            }
        }
    }
}
