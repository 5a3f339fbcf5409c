using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MicroCare.Adapters.OnCall;

/// <summary>
/// Posts a call to a clinic's own system: JSON without anything of the patient, an <c>Idempotency-Key</c> that makes a repeat a repeat, and where the clinic gave a
/// secret a signature, <c>X-MicroCare-Signature: sha256=HEX</c>, the HMAC-SHA-256 of the body.
/// </summary>
public sealed class WebhookPost : IDisposable
{
    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-MicroCare-Signature";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // No redirects: an address that answers with another one is not the one that the clinic gave.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    /// <summary>Posts it; null where it was taken, else the kind of failure.</summary>
    public async Task<string?> SendAsync(TierMessage call, Uri address, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookCall.Of(call), JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", key);
        if (call.Clinic.WebhookSecret is { } secret)
        {
            request.Headers.Add(SignatureHeader, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Value), body))}");
        }

        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"HTTP {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (HttpRequestException fault)
        {
            return fault.HttpRequestError.ToString();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}

/// <summary>What a webhook gets. Opaque ids only.</summary>
/// <param name="Clinic">The clinic's id.</param>
/// <param name="Case">The case's id.</param>
/// <param name="Urgency">Always <c>emergency</c>.</param>
/// <param name="Reason">Why the case was opened, in camel case.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="Round">Which time people are called for it.</param>
/// <param name="Tier">Which tier, counting on when the list begins anew.</param>
/// <param name="Acknowledge">The path to post to, to take the case.</param>
public sealed record WebhookCall(string Clinic, string Case, string Urgency, string Reason, DateTimeOffset OpenedAt, int Round, int Tier, string Acknowledge)
{
    /// <summary>The call for a tier.</summary>
    public static WebhookCall Of(TierMessage call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new WebhookCall(
            call.Clinic.Id.Value, call.Case.Id.Value, JsonNamingPolicy.CamelCase.ConvertName(call.Case.Urgency.ToString()),
            JsonNamingPolicy.CamelCase.ConvertName(call.Case.Reason.ToString()), call.Case.OpenedAt.ToDateTimeOffset(), call.Case.Round, call.Tier,
            $"/api/cases/{call.Case.Id}/acknowledge");
    }
}
