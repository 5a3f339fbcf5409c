using System.Collections.Immutable;
using MicroCare.Adapters.Costs;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.OnCall;

/// <summary>Tells contacts by text and by webhook, all at the same time; one that is not reached stops no other.</summary>
public sealed class OnCallMessenger(ITextSender sender, WebhookPost webhooks, TextMeter meter, ILogger<OnCallMessenger> log)
{
    private const string KeyPrefix = "oncall_";

    /// <summary>Whether that is the key of a text to somebody on call.</summary>
    public static bool IsCall(EffectKey text) => text.Value?.StartsWith(KeyPrefix, StringComparison.Ordinal) == true;

    /// <summary>Tells them; how many messages were taken.</summary>
    public async Task<int> TellAsync(TierMessage call, ImmutableArray<OnCallContact> contacts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var taken = await Task.WhenAll(contacts.SelectMany((contact, number) => Ways(call, contact, $"{KeyPrefix}{call.Case.Id}_{call.Case.Round}_{call.Tier}_{number}", cancellationToken)));
        return taken.Count(one => one);
    }

    private IEnumerable<Task<bool>> Ways(TierMessage call, OnCallContact contact, string key, CancellationToken cancellationToken)
    {
        if (contact.Phone is { } phone)
        {
            yield return TryAsync(call, contact, "text", () => TextAsync(call, phone, key, cancellationToken));
        }

        if (contact.Webhook is { } address)
        {
            yield return TryAsync(call, contact, "webhook", () => webhooks.SendAsync(call, address, key, cancellationToken));
        }
    }

    /// <summary>A key that ends in no number behind a dot: the carrier's report on it is no patient's.</summary>
    private async Task<string?> TextAsync(TierMessage call, string phone, string key, CancellationToken cancellationToken)
    {
        var result = await sender.SendAsync(new OutgoingText(new EffectKey(key), call.At, new PatientText(phone), new PatientText(call.Words)), cancellationToken);
        if (result != SendResult.Accepted)
        {
            return result.ToString();
        }

        meter.Sent(new EffectKey(key), call.Clinic.Id, TextPurpose.Safety, call.Words);
        return null;
    }

    /// <summary>Whether it was taken; what stood in its way is logged, by kind.</summary>
    private async Task<bool> TryAsync(TierMessage call, OnCallContact contact, string channel, Func<Task<string?>> tell)
    {
        string? cause;
        try
        {
            cause = await tell();
        }
        catch (TextNotSentException fault)
        {
            cause = fault.Cause;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            cause = fault.GetType().Name;
        }

        if (cause is not null)
        {
            AdapterLog.ContactNotReached(log, call.Case.Id.Value, contact.Name, channel, cause);
        }

        return cause is null;
    }
}
