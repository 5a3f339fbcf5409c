using MicroCare.Core.Ports;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Tests.Adapters.Texting.Pace;

/// <summary>A carrier in memory that takes so many texts in any minute and answers the rest with a 429 that asks for a second.</summary>
public sealed class CrowdedCarrier(int perMinute, TimeProvider time) : ITextSender
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly Queue<Instant> _lately = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>What it took, in order, with the time.</summary>
    public List<(Instant At, OutgoingText Text)> Taken { get; } = [];

    public int Refused { get; private set; }

    public Task<SendResult> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        var now = time.GetCurrentInstant();
        while (_lately.TryPeek(out var oldest) && now - oldest >= Minute)
        {
            _lately.Dequeue();
        }

        if (_keys.Contains(text.Key.Value))
        {
            return Task.FromResult(SendResult.Accepted);
        }

        if (_lately.Count >= perMinute)
        {
            Refused++;
            throw new TextNotSentException("HTTP 429") { TooMany = true, RetryAfter = Duration.FromSeconds(1) };
        }

        _lately.Enqueue(now);
        _keys.Add(text.Key.Value);
        Taken.Add((now, text));
        return Task.FromResult(SendResult.Accepted);
    }
}
