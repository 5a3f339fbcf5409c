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
    private readonly Dictionary<string, (string Details, int Left)> _phones = new(StringComparer.Ordinal);
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

    /// <summary>Takes the next texts to a phone, and then reports them as failed: a landline, a phone that is off, a carrier that sees spam.</summary>
    /// <param name="phone">The number, E.164.</param>
    /// <param name="details">What the reports say, such as one of <see cref="DeliveryDetails"/>.</param>
    /// <param name="times">How many; without a number all, until <see cref="DeliverTo"/>.</param>
    public void FailDeliveriesTo(string phone, string details, int times = int.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(phone);
        ArgumentException.ThrowIfNullOrEmpty(details);
        lock (_gate)
            _phones[phone] = (details, times);
    }

    /// <summary>The phone is reached again.</summary>
    public void DeliverTo(string phone)
    {
        lock (_gate)
            _phones.Remove(phone);
    }

    /// <summary>Why the next text to the phone does not arrive; null when it does.</summary>
    internal string? NextDelivery(string phone)
    {
        lock (_gate)
        {
            if (!_phones.TryGetValue(phone, out var fault))
                return null;
            if (fault.Left > 1)
                _phones[phone] = fault with { Left = fault.Left == int.MaxValue ? fault.Left : fault.Left - 1 };
            else
                _phones.Remove(phone);
            return fault.Details;
        }
    }

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
