using System.Globalization;
using Azure.Storage.Queues.Models;

namespace MicroCare.Local.Worker;

/// <summary>One queue in memory: first in, first out, among what is visible.</summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class InMemoryQueue(TimeProvider time, WorkGauge? gauge)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly Queue<Held> _visible = new();
    private PriorityQueue<(Held Message, long Receipt), DateTimeOffset> _hidden = new();
    private long _numbers;
    private bool _isListenedTo;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    public string Add(BinaryData body)
    {
        lock (_lock)
        {
            var held = new Held(Number(++_numbers), body, time.GetUtcNow()) { Work = _isListenedTo ? gauge?.Begin() : null };
            _held.Add(held.Id, held);
            _visible.Enqueue(held);
            return held.Id;
        }
    }

    public IReadOnlyList<TakenMessage> Take(int most, TimeSpan lease)
    {
        lock (_lock)
        {
            _isListenedTo = true;
            var now = time.GetUtcNow();
            Reveal(now);
            var taken = new List<TakenMessage>(Math.Min(most, _visible.Count));
            while (taken.Count < most && _visible.TryDequeue(out var held))
            {
                if (!held.IsShown)
                {
                    continue; // Gone or hidden anew since it was put in this line.
                }

                held.Dequeued++;
                held.Work ??= gauge?.Begin();
                HideUntil(held, now + lease);
                taken.Add(new TakenMessage(QueuesModelFactory.QueueMessage(
                    held.Id, Number(held.Receipt), held.Body, held.Dequeued, now + lease, held.Inserted, expiresOn: null)));
            }

            return taken;
        }
    }

    public bool Remove(string id, string receipt)
    {
        lock (_lock)
        {
            if (Find(id, receipt) is not { } held)
            {
                return false;
            }

            _held.Remove(id);
            held.Receipt = 0;
            held.IsShown = false;
            EndWork(held);
            return true;
        }
    }

    public string? Hide(string id, string receipt, TimeSpan invisible)
    {
        lock (_lock)
        {
            if (Find(id, receipt) is not { } held)
            {
                return null;
            }

            HideUntil(held, time.GetUtcNow() + invisible);
            if (invisible > TimeSpan.Zero)
            {
                EndWork(held);
            }

            return Number(held.Receipt);
        }
    }

    /// <summary>How long until there is something to take; infinite when nothing is hidden.</summary>
    public TimeSpan UntilNext()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Reveal(now);
            if (_visible.Count > 0)
            {
                return TimeSpan.Zero;
            }

            if (!_hidden.TryPeek(out _, out var due))
            {
                return Timeout.InfiniteTimeSpan;
            }

            var left = TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds));
            return left < LongestWait ? left : LongestWait;
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void EndWork(Held held)
    {
        held.Work?.Dispose();
        held.Work = null;
    }

    private Held? Find(string id, string receipt) => _held.TryGetValue(id, out var held) && Number(held.Receipt) == receipt ? held : null;

    private void HideUntil(Held held, DateTimeOffset due)
    {
        held.Receipt = ++_numbers;
        held.IsShown = false;
        _hidden.Enqueue((held, held.Receipt), due);
        if (_hidden.Count > 64 + (2 * _held.Count))
        {
            // What is gone or was hidden anew has left its old place behind.
            _hidden = new(_hidden.UnorderedItems.Where(each => each.Element.Message.Receipt == each.Element.Receipt));
        }
    }

    private void Reveal(DateTimeOffset now)
    {
        while (_hidden.TryPeek(out var first, out var due) && (due <= now || first.Message.Receipt != first.Receipt))
        {
            _hidden.Dequeue();
            if (first.Message.Receipt == first.Receipt)
            {
                first.Message.IsShown = true;
                _visible.Enqueue(first.Message);
            }
        }
    }

    private sealed class Held(string id, BinaryData body, DateTimeOffset inserted)
    {
        public string Id => id;

        public BinaryData Body => body;

        public DateTimeOffset Inserted => inserted;

        /// <summary>Of whoever took or hid it last; 0 once it is gone.</summary>
        public long Receipt { get; set; } = -1;

        public bool IsShown { get; set; } = true;

        public int Dequeued { get; set; }

        public IDisposable? Work { get; set; }
    }
}
