using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Adapters.Texting;

/// <summary>
/// Gives a text the same repeatability id whenever it is sent. The client makes a new one for every call, which would make the repeat
/// after a crash a second text on the phone. The service takes the id from the body, for each recipient.
/// </summary>
public sealed class RepeatabilityPolicy : HttpPipelinePolicy
{
    private const string IdProperty = "MicroCare.RepeatabilityId";
    private const string FirstSentProperty = "MicroCare.RepeatabilityFirstSent";

    /// <summary>All texts sent until the result is disposed are this one.</summary>
    public static IDisposable Mark(EffectKey key, Instant decidedAt) => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?>
    {
        [IdProperty] = IdOf(key).ToString(),
        [FirstSentProperty] = decidedAt.ToDateTimeOffset().ToString("r", CultureInfo.InvariantCulture),
    });

    /// <summary>The id of a text: a GUID (version 8, RFC 9562) from the SHA-256 hash of its key.</summary>
    public static Guid IdOf(EffectKey key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Rewrite(message);
        ProcessNext(message, pipeline);
    }

    /// <inheritdoc />
    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Rewrite(message);
        return ProcessNextAsync(message, pipeline);
    }

    private static void Rewrite(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Request.Content is not { } content
            || !message.TryGetProperty(IdProperty, out var id)
            || !message.TryGetProperty(FirstSentProperty, out var firstSent))
        {
            return;
        }

        using var buffer = new MemoryStream();
        content.WriteTo(buffer, message.CancellationToken);
        if (JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) is not JsonObject body || body["smsRecipients"] is not JsonArray recipients)
        {
            return;
        }

        foreach (var recipient in recipients.OfType<JsonObject>())
        {
            recipient["repeatabilityRequestId"] = (string?)id;
            recipient["repeatabilityFirstSent"] = (string?)firstSent;
        }

        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Dispose();
    }
}
