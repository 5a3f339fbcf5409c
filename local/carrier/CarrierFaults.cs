namespace MicroCare.Local.Carriers;

/// <summary>
/// The troubles that a carrier makes on request: each named trouble hits the next sends, first come first served; the rates hit at random,
/// drawn from the seed in the order of arrival.
/// </summary>
/// <remarks>Safe for use by several threads.</remarks>
public sealed class CarrierFaults
{
    private readonly Lock _gate = new();
    private readonly Queue<SendFault> _next = new();
    private readonly Random _random;

    internal CarrierFaults(int seed) => _random = new Random(seed);

    /// <summary>The share of sends, 0 to 1, that are answered 429 or 500, taking nothing.</summary>
    public double RefusalRate { get; set; }

    /// <summary>The share of sends, 0 to 1, that are taken and whose answer is lost.</summary>
    public double LostAnswerRate { get; set; }

    /// <summary>The share of queue messages, 0 to 1, that are put a second time.</summary>
    public double DuplicateEventRate { get; set; }

    /// <summary>The share of events, 0 to 1, that wait for <see cref="LateBy"/>, so that later ones overtake them.</summary>
    public double LateEventRate { get; set; }

    /// <summary>How long a late event waits, on the carrier's clock.</summary>
    public TimeSpan LateBy { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Answers the next sends with an error, taking nothing.</summary>
    /// <param name="status">The HTTP status, such as 429 or 500.</param>
    /// <param name="retryAfter">What the header Retry-After says, in whole seconds; null leaves it out.</param>
    /// <param name="times">How many sends.</param>
    public void RefuseNext(int status, TimeSpan? retryAfter = null, int times = 1) => Add(new SendFault.Refuse(status, retryAfter), times);

    /// <summary>Takes the next sends and closes their connections instead of answering.</summary>
    public void HangUpAfterTakingNext(int times = 1) => Add(new SendFault.HangUp(), times);

    /// <summary>Takes the next sends and does not answer until the client gives up.</summary>
    public void StaySilentAfterTakingNext(int times = 1) => Add(new SendFault.StaySilent(), times);

    internal SendFault? NextSend()
    {
        lock (_gate)
        {
            if (_next.TryDequeue(out var fault))
                return fault;
            if (Hits(RefusalRate))
                return Hits(0.5) ? new SendFault.Refuse(429, TimeSpan.FromSeconds(1)) : new SendFault.Refuse(500, null);
            return Hits(LostAnswerRate) ? new SendFault.HangUp() : null;
        }
    }

    internal bool NextMessageIsDoubled()
    {
        lock (_gate)
            return Hits(DuplicateEventRate);
    }

    internal bool NextEventIsLate()
    {
        lock (_gate)
            return Hits(LateEventRate);
    }

    private bool Hits(double rate) => rate > 0 && _random.NextDouble() < rate;

    private void Add(SendFault fault, int times)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                _next.Enqueue(fault);
        }
    }
}

/// <summary>What goes wrong with one send.</summary>
internal abstract record SendFault
{
    private SendFault()
    {
    }

    public sealed record Refuse(int Status, TimeSpan? RetryAfter) : SendFault;

    public sealed record HangUp : SendFault;

    public sealed record StaySilent : SendFault;
}
