using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>
/// Remembers, for a day, what was answered to requests that carry a key of their own, so that a request sent again is answered again and not carried out
/// again (draft-ietf-httpapi-idempotency-key-header-07).
/// </summary>
public interface IRequestLedger
{
    /// <summary>Begins a request, or tells that it had begun before.</summary>
    /// <param name="key">Opaque; stands for caller, function and the key that was sent.</param>
    /// <param name="fingerprint">Opaque; stands for the body.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RequestEntry> BeginAsync(string key, string fingerprint, Instant now, CancellationToken cancellationToken);

    /// <summary>Keeps what was answered.</summary>
    Task FinishAsync(string key, KeptAnswer answer, CancellationToken cancellationToken);

    /// <summary>Forgets a request that came to nothing, so that it can be sent again.</summary>
    Task ForgetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes what began before this instant; tells how many.</summary>
    Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken);

    /// <summary>Removes the answers that hold this opaque id; tells how many.</summary>
    Task<int> RemoveNamingAsync(string id, CancellationToken cancellationToken);
}

/// <summary>How a request with a key stands.</summary>
public abstract record RequestEntry
{
    private RequestEntry()
    {
    }

    /// <summary>It is the first of its key: carry it out.</summary>
    public sealed record Fresh : RequestEntry;

    /// <summary>It was carried out: give this answer again.</summary>
    public sealed record Answered(KeptAnswer Answer) : RequestEntry;

    /// <summary>Another one with this key is being carried out, or was when the service died less than a minute ago.</summary>
    public sealed record UnderWay : RequestEntry;

    /// <summary>The key was used for another body.</summary>
    public sealed record OtherBody : RequestEntry;
}

/// <summary>An answer of this API. Holds opaque ids only, never what a person is called or wrote.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON.</param>
/// <param name="Location">The header; null without one.</param>
public sealed record KeptAnswer(int Status, string Body, string? Location);
