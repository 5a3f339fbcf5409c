using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MicroCare.Local.Carriers;

/// <summary>The parts of a request that its signature covers.</summary>
internal sealed record SignedRequest(
    string Method, string PathAndQuery, string Host, string? Date, string? ContentHash, string? Authorization, ReadOnlyMemory<byte> Body);

/// <summary>Checks a request's signature as the service does (Microsoft Learn, "Sign an HTTP request").</summary>
internal static class HmacCheck
{
    private const string Scheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
    private static readonly TimeSpan LongestSkew = TimeSpan.FromMinutes(5);

    /// <exception cref="RefusedRequestException">401: unsigned, signed with another key, altered, or signed too long ago.</exception>
    public static void Verify(SignedRequest request, string accessKey, DateTimeOffset now)
    {
        if (request.Authorization?.StartsWith(Scheme, StringComparison.Ordinal) != true)
            throw Denied("The request has no HMAC-SHA256 signature.");
        if (!DateTimeOffset.TryParseExact(request.Date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            || (now - date).Duration() > LongestSkew)
        {
            throw Denied("Request 'x-ms-date' is missing or more than five minutes off.");
        }
        if (request.ContentHash != Convert.ToBase64String(SHA256.HashData(request.Body.Span)))
            throw Denied("Request 'x-ms-content-sha256' differs from generated content hash.");
        var signed = $"{request.Method}\n{request.PathAndQuery}\n{request.Date};{request.Host};{request.ContentHash}";
        var expected = HMACSHA256.HashData(Convert.FromBase64String(accessKey), Encoding.ASCII.GetBytes(signed));
        var given = new byte[expected.Length];
        if (!Convert.TryFromBase64String(request.Authorization[Scheme.Length..], given, out var length)
            || length != expected.Length
            || !CryptographicOperations.FixedTimeEquals(given, expected))
        {
            throw Denied("The signature does not match.");
        }
    }

    private static RefusedRequestException Denied(string message) => RefusedRequestException.Error(401, "Denied", message);
}
