using NodaTime;

namespace MicroCare.Tests.Safety;

/// <summary>A clock that shows what it is told to, forwards and backwards: each story begins at a moment of its own.</summary>
internal sealed class SettableTime : TimeProvider
{
    public Instant Now { get; set; } = Instant.FromUtc(2026, 3, 2, 15, 0);

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    public override long GetTimestamp() => Now.ToUnixTimeTicks();

    public override long TimestampFrequency => NodaConstants.TicksPerSecond;
}
