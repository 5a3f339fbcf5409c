using MicroCare.Adapters.Keys;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using Microsoft.AspNetCore.Http;
using NodaTime.Extensions;

namespace MicroCare.Functions.Http;

/// <summary>
/// Carries out a POST once, however often it is sent with the same <c>Idempotency-Key</c>: a caller that got no answer can safely ask again. Refusals are
/// not kept. Source: draft-ietf-httpapi-idempotency-key-header-07.
/// </summary>
public sealed class RepeatedRequests(IRequestLedger ledger, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>The request header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Tells that an answer is an earlier one, given again.</summary>
    public const string RepeatedHeader = "Idempotency-Replayed";

    private const int LongestKey = 255;

    /// <summary>Runs it, or answers what was answered before.</summary>
    /// <param name="request">The request; its caller's keys are their own.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="body">The body as it came; empty where none is read.</param>
    /// <param name="run">What is to be done once.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    public async Task<IResult> OnceAsync(
        HttpRequest request, string function, ReadOnlyMemory<byte> body, Func<CancellationToken, Task<IResult>> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(run);
        var sent = request.Headers[Header];
        if (sent.Count == 0)
        {
            return await run(cancellationToken);
        }

        if (sent is not [{ Length: > 0 and <= LongestKey } text] || !text.All(c => c is > ' ' and < '\x7f'))
        {
            return Problems.Invalid([new FieldProblem(Header, $"Send it once: 1 to {LongestKey} visible ASCII characters, such as a UUID that is made for this request.")]);
        }

        var key = KeyOf(request, function, text);
        switch (await ledger.BeginAsync(key, pseudonyms.Fingerprint(body.Span), time.GetCurrentInstant(), cancellationToken))
        {
            case RequestEntry.Answered(var answer):
                request.HttpContext.Response.Headers[RepeatedHeader] = "true";
                return new Reply(answer);
            case RequestEntry.UnderWay:
                request.HttpContext.Response.Headers.RetryAfter = "5";
                return Problems.Of(StatusCodes.Status409Conflict, "A request with this Idempotency-Key is under way.", "Wait as long as the header Retry-After says, then send it again.");
            case RequestEntry.OtherBody:
                return Problems.Of(
                    StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key was used for another request.", "Make a new key for each new request, and send a request again with its own.");
            default:
                return await RunAsync(key, run);
        }
    }

    /// <summary>
    /// The id of what the request does to a journey: with an <c>Idempotency-Key</c> always the same, so that a request that died half-way and comes again is done
    /// once; without one, a new id.
    /// </summary>
    public InputId InputOf(HttpRequest request, string function)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new InputId(request.Headers[Header] is [{ Length: > 0 } text] ? $"request-{KeyOf(request, function, text)}" : $"request-{Guid.NewGuid():N}");
    }

    private string KeyOf(HttpRequest request, string function, string text) => pseudonyms.RequestKey($"{Caller.Of(request).Id}\n{function}\n{request.Path}\n{text}");

    /// <summary>Not cancelled half-way: what was done is kept, whether or not the client still waits.</summary>
    private async Task<IResult> RunAsync(string key, Func<CancellationToken, Task<IResult>> run)
    {
        try
        {
            var result = await run(CancellationToken.None);
            if (result is Reply { Answer: { Status: < 300 } answer })
            {
                await ledger.FinishAsync(key, answer, CancellationToken.None);
            }
            else
            {
                await ledger.ForgetAsync(key, CancellationToken.None);
            }

            return result;
        }
        catch (Exception)
        {
            await ledger.ForgetAsync(key, CancellationToken.None);
            throw;
        }
    }
}
