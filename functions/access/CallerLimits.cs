using System.Threading.RateLimiting;

namespace MicroCare.Functions.Access;

/// <summary>How much one caller may ask of this instance: so many requests a minute, in windows that slide by ten seconds.</summary>
public sealed class CallerLimits(AccessSettings settings) : IDisposable
{
    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = settings.RequestsPerMinute,
            Window = Window,
            SegmentsPerWindow = Segments,
            QueueLimit = 0,
        }));

    /// <summary>When to ask again, in seconds, when a caller has used up their share.</summary>
    public static int RetryAfterSeconds => (int)Window.TotalSeconds / Segments;

    /// <summary>Counts one request; false when it is one too many.</summary>
    public bool TryTake(string caller)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        return lease.IsAcquired;
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
