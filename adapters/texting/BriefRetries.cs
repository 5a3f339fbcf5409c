using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using NodaTime;

namespace MicroCare.Adapters.Texting;

/// <summary>
/// Tries again within a call what may succeed in a moment. A 429 is not of that kind: it means that our number has sent enough for now, and the pace has to know at once.
/// </summary>
internal sealed class BriefRetries(int retries)
    : RetryPolicy(retries, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2)))
{
    /// <summary>What the answer's Retry-After says, in seconds or as a date; null when it says nothing that can be read.</summary>
    public static Duration? AskedFor(Response? response, TimeProvider time)
    {
        if (response?.Headers.TryGetValue("Retry-After", out var asked) != true)
        {
            return null;
        }

        if (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Duration.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(asked, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date > time.GetUtcNow()
            ? Duration.FromTimeSpan(date - time.GetUtcNow())
            : null;
    }

    /// <inheritdoc />
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => !IsTooMany(message) && base.ShouldRetry(message, exception);

    /// <inheritdoc />
    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsTooMany(message) ? ValueTask.FromResult(false) : base.ShouldRetryAsync(message, exception);

    private static bool IsTooMany(HttpMessage message) => message.HasResponse && message.Response.Status == 429;
}
