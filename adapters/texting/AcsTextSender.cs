using Azure;
using Azure.Communication.Sms;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Texting;

/// <summary>Sends texts through Azure Communication Services.</summary>
public sealed class AcsTextSender : ITextSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly SmsClient _client;
    private readonly string _from;
    private readonly TimeProvider _time;

    /// <summary>Takes a client made with <see cref="Options"/> and the number that texts come from, in E.164.</summary>
    public AcsTextSender(SmsClient client, string from, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        _client = client;
        _from = from;
        _time = time;
    }

    /// <summary>
    /// The options that the client must be made with: a stable repeatability id, and retries short enough that a text which cannot be sent now goes back to the
    /// outbox.
    /// </summary>
    public static SmsClientOptions Options(int retries = 3)
    {
        var options = new SmsClientOptions();
        options.AddPolicy(new RepeatabilityPolicy(), Azure.Core.HttpPipelinePosition.PerCall);
        options.RetryPolicy = new BriefRetries(retries);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return options;
    }

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var repeatability = RepeatabilityPolicy.Mark(text.Key, text.DecidedAt);
        using var alarm = new CancellationTokenSource(Patience, _time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, alarm.Token);
        try
        {
            var options = new SmsSendOptions(enableDeliveryReport: true) { Tag = text.Key.Value };
            var response = await _client.SendAsync(_from, text.To.Words, text.Body.Words, options, patience.Token);
            return Read(response.Value);
        }
        catch (RequestFailedException fault) when (IsOfThisText(fault))
        {
            return SendResult.Refused; // No later try would do better.
        }
        catch (RequestFailedException fault) when (fault.Status == 429)
        {
            throw new TextNotSentException("HTTP 429") { TooMany = true, RetryAfter = BriefRetries.AskedFor(fault.GetRawResponse(), _time) };
        }
        catch (RequestFailedException fault)
        {
            throw new TextNotSentException(fault.Status == 0 ? "no connection" : $"HTTP {fault.Status}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TextNotSentException("no answer in time");
        }
        catch (AggregateException)
        {
            throw new TextNotSentException("no connection, several times"); // What Azure.Core throws when every retry failed.
        }
    }

    /// <summary>
    /// Whether the recipient or the words are at fault. The service answers a lone recipient's 400 for the whole request (Azure/azure-sdk-for-net issue
    /// 48467). Everything else is about our number (401 when the resource does not own it), our identity or our resource, and concerns every text: they
    /// wait until somebody mends it, or until their moment has passed.
    /// </summary>
    private static bool IsOfThisText(RequestFailedException fault)
    {
        var said = fault.GetRawResponse()?.Content.ToString() ?? "";
        return fault.Status is 413 or 422
            || (fault.Status == 400 && !said.Contains("\"from\"", StringComparison.OrdinalIgnoreCase) && !said.Contains("ApiVersion", StringComparison.OrdinalIgnoreCase));
    }

    private static SendResult Read(SmsSendResult result)
    {
        if (result.Successful)
        {
            return SendResult.Accepted;
        }

        if (result.HttpStatusCode is 401 or 403 or 404 or 408 or 429 or >= 500)
        {
            throw new TextNotSentException($"HTTP {result.HttpStatusCode} for the recipient") { TooMany = result.HttpStatusCode == 429 };
        }

        // "Sender blocked for given recipient." is the service's word for a number on the carrier's opt-out list.
        return CarrierWords.SayOptedOut(result.ErrorMessage) ? SendResult.Blocked : SendResult.Refused;
    }
}
