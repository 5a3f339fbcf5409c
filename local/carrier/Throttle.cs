namespace MicroCare.Local.Carriers;

/// <summary>Counts each sender's texts over the last minute of the carrier's clock. Not safe for use by several threads.</summary>
internal sealed class Throttle(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Queue<DateTimeOffset>> _sent = [];

    /// <summary>Books the texts and returns null, or books nothing and returns how long until there is room.</summary>
    public TimeSpan? TryTake(string sender, int texts)
    {
        var now = time.GetUtcNow();
        if (!_sent.TryGetValue(sender, out var sent))
            _sent[sender] = sent = new Queue<DateTimeOffset>();
        while (sent.TryPeek(out var oldest) && now - oldest >= Window)
            sent.Dequeue();
        if (sent.Count > 0 && sent.Count + texts > perMinute)
            return sent.Peek() + Window - now;
        for (var i = 0; i < texts; i++)
            sent.Enqueue(now);
        return null;
    }
}
