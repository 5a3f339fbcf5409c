using System.Globalization;
using System.Text.Json;

namespace MicroCare.Local.Carriers;

/// <summary>A send that is well-formed as a whole; its recipients may still be refused one by one.</summary>
internal sealed record SendRequest(
    string From, string Message, IReadOnlyList<SendRecipient> Recipients, bool WantsReport, string? Tag)
{
    private const int LongestMessage = 2048;
    private const int MostRecipients = 100;
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <exception cref="RefusedRequestException">The body is not a send that the service takes.</exception>
    public static SendRequest Parse(ReadOnlySpan<byte> json)
    {
        var body = Read<Body>(json);
        if (!NumberFormat.IsSender(body.From))
            throw RefusedRequestException.Invalid("From", "Invalid From phone number format.");
        if (body.SmsRecipients is not { Count: > 0 and <= MostRecipients })
            throw RefusedRequestException.Invalid("SmsRecipients", $"The field SmsRecipients must have 1 to {MostRecipients} items.");
        if (body.Message is null || body.Message.Length > LongestMessage)
            throw RefusedRequestException.Invalid("Message", $"The field Message must be a string of at most {LongestMessage} characters.");
        return new SendRequest(
            body.From!,
            body.Message,
            [.. body.SmsRecipients.Select(to => new SendRecipient(to.To, to.RepeatabilityRequestId, to.RepeatabilityFirstSent))],
            body.SmsSendOptions?.EnableDeliveryReport ?? false,
            body.SmsSendOptions?.Tag);
    }

    /// <exception cref="RefusedRequestException">The body is not JSON of this shape.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Web)
                ?? throw RefusedRequestException.Invalid("", "A non-empty request body is required.");
        }
        catch (JsonException)
        {
            throw RefusedRequestException.Invalid("", "The request body is not valid JSON for this operation.");
        }
    }

    private sealed record Body(string? From, List<Recipient>? SmsRecipients, string? Message, Options? SmsSendOptions);

    private sealed record Recipient(string? To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent);

    private sealed record Options(bool EnableDeliveryReport, string? Tag);
}

/// <summary>One recipient of a send.</summary>
internal sealed record SendRecipient(string? To, string? RepeatabilityId, string? FirstSent)
{
    public bool HasFirstSent =>
        DateTimeOffset.TryParseExact(FirstSent, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}

/// <summary>What the answer to a send says of one recipient.</summary>
internal sealed record SendItem(
    string? To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful, string? ErrorMessage);
