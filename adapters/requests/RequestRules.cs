using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Requests;

/// <summary>What a remembered request means for one that comes now.</summary>
internal static class RequestRules
{
    /// <summary>How long an answer is given again.</summary>
    public static readonly Duration Kept = Duration.FromDays(1);

    /// <summary>After this long, a request that never finished died with its process: the next one takes over.</summary>
    public static readonly Duration Lease = Duration.FromMinutes(1);

    /// <summary>Whether an answer holds an id.</summary>
    public static bool Names(KeptAnswer answer, string id) =>
        answer.Body.Contains(id, StringComparison.Ordinal) || answer.Location?.Contains(id, StringComparison.Ordinal) == true;

    /// <summary>The entry; null when the remembered one counts no more.</summary>
    public static RequestEntry? Read(string knownFingerprint, Instant begunAt, KeptAnswer? answer, string fingerprint, Instant now) =>
        now - begunAt >= Kept || (answer is null && now - begunAt >= Lease) ? null
        : knownFingerprint != fingerprint ? new RequestEntry.OtherBody()
        : answer is null ? new RequestEntry.UnderWay()
        : new RequestEntry.Answered(answer);
}
