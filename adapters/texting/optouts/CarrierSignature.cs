using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MicroCare.Adapters.Texting.OptOuts;

/// <summary>
/// Signs requests with a Communication Services access key, in development, where no identity opens the resource (Microsoft Learn, "Sign an HTTP request").
/// </summary>
internal sealed class CarrierSignature(byte[] key) : HttpPipelinePolicy
{
    private const string Signed = "x-ms-date;host;x-ms-content-sha256";

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Sign(message);
        ProcessNext(message, pipeline);
    }

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Sign(message);
        return ProcessNextAsync(message, pipeline);
    }

    private void Sign(HttpMessage message)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        var uri = message.Request.Uri.ToUri();
        var hash = Convert.ToBase64String(SHA256.HashData(body.ToArray()));

        // The service compares the date with the real time of day, whatever clock the app runs on.
        var date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{message.Request.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}"));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("x-ms-content-sha256", hash);
        message.Request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders={Signed}&Signature={Convert.ToBase64String(signature)}");
    }
}
