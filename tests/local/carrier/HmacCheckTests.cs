using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MicroCare.Local.Carriers;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Carriers;

public sealed class HmacCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false, HttpStatusCode.Accepted)]
    [InlineData(-300, false, HttpStatusCode.Accepted)]
    [InlineData(-301, false, HttpStatusCode.Unauthorized)]
    [InlineData(301, false, HttpStatusCode.Unauthorized)]
    [InlineData(0, true, HttpStatusCode.Unauthorized)]
    public async Task Signature_OldOrOverAnotherBody_Is401(int secondsOff, bool altered, HttpStatusCode expected)
    {
        var options = new CarrierOptions { WallClock = new FakeTimeProvider(Now) };
        await using var fixture = await CarrierFixture.StartAsync(options);
        const string Body = """{"from":"+18005550100","smsRecipients":[{"to":"+12065550101"}],"message":"Hello"}""";
        using var request = Signed(fixture.Carrier.Endpoint, Body, Now.AddSeconds(secondsOff), options.AccessKey);
        if (altered)
            request.Content = new StringContent(Body.Replace("Hello", "Hullo", StringComparison.Ordinal));
        using var http = new HttpClient();

        using var answer = await http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static HttpRequestMessage Signed(Uri endpoint, string body, DateTimeOffset at, string key)
    {
        var date = at.ToString("r", CultureInfo.InvariantCulture);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var signed = $"POST\n/sms?api-version=2021-03-07\n{date};{endpoint.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.ASCII.GetBytes(signed)));
        var authorization = $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}";
        var uri = new Uri(endpoint, "/sms?api-version=2021-03-07");
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }
}
