using System.Diagnostics.Tracing;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using Azure.Core;
using Azure.Core.Diagnostics;
using Azure.Core.Pipeline;

namespace MicroCare.Tests.Local.Sms;

public sealed class SmsClientTests : IDisposable
{
    private const string Key = "c2VjcmV0IGtleSBvZiB0aGlzIHRlc3QgYW5kIG5vIG90aGVy";
    private const string Connection = "endpoint=https://contoso.communication.azure.com/;accesskey=" + Key;
    private readonly Recorder _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Send_Body_IsTheServices()
    {
        var options = new SmsSendOptions(true) { Tag = "effect-1" };

        await Client().SendAsync("+18005550100", ["+12065550101", "+12065550102"], "Hello", options);

        Assert.Equal("https://contoso.communication.azure.com/sms?api-version=2021-03-07", _service.Uri!.AbsoluteUri);
        var body = JsonDocument.Parse(_service.Body).RootElement;
        Assert.Equal("+18005550100", body.GetProperty("from").GetString());
        Assert.Equal("Hello", body.GetProperty("message").GetString());
        Assert.True(body.GetProperty("smsSendOptions").GetProperty("enableDeliveryReport").GetBoolean());
        Assert.Equal("effect-1", body.GetProperty("smsSendOptions").GetProperty("tag").GetString());
        var recipients = body.GetProperty("smsRecipients").EnumerateArray().ToList();
        Assert.Equal(["+12065550101", "+12065550102"], recipients.Select(to => to.GetProperty("to").GetString()));
        Assert.Equal(2, recipients.Select(to => to.GetProperty("repeatabilityRequestId").GetGuid()).Distinct().Count());
        Assert.All(recipients, to => Assert.EndsWith(" GMT", to.GetProperty("repeatabilityFirstSent").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Send_WithoutOptions_LeavesThemOut()
    {
        var result = Client().Send("+18005550100", "+12065550101", "Hello");

        Assert.False(JsonDocument.Parse(_service.Body).RootElement.TryGetProperty("smsSendOptions", out _));
        Assert.Equal(("+12065550101", "Outgoing_1", 202, true, null),
            (result.Value.To, result.Value.MessageId, result.Value.HttpStatusCode, result.Value.Successful, result.Value.ErrorMessage));
    }

    [Fact]
    public async Task Send_WithAKey_SignsMethodPathDateHostAndBody()
    {
        await Client().SendAsync("+18005550100", "+12065550101", "Hello");

        var date = _service.Headers["x-ms-date"];
        var hash = Convert.ToBase64String(SHA256.HashData(_service.Body));
        var signed = $"POST\n/sms?api-version=2021-03-07\n{date};contoso.communication.azure.com;{hash}";
        var hmac = HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.ASCII.GetBytes(signed));
        var signature = Convert.ToBase64String(hmac);
        Assert.Equal(hash, _service.Headers["x-ms-content-sha256"]);
        Assert.Equal($"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}", _service.Headers["Authorization"]);
        Assert.Equal(date, _service.Headers["Date"]);
    }

    [Fact]
    public async Task Send_WithAnIdentity_AsksForTheServicesScope()
    {
        var identity = new Identity();
        var client = new SmsClient(new Uri("https://contoso.communication.azure.com"), identity, Options());

        await client.SendAsync("+18005550100", "+12065550101", "Hello");

        Assert.Equal(["https://communication.azure.com//.default"], identity.Scopes);
        Assert.Equal("Bearer token-1", _service.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("accesskey=abc")]
    [InlineData("endpoint=https://contoso.communication.azure.com/")]
    [InlineData("endpoint=contoso;accesskey=abc")]
    [InlineData("hush")]
    public void Client_WithABrokenConnectionString_SaysWhatIsMissingAndNoSecret(string connection)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new SmsClient(connection));

        Assert.DoesNotContain("abc", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithoutSenderOrRecipient_IsTheCallersBug()
    {
        var client = Client();

        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync("", "+12065550101", "Hello"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync("+18005550100", Array.Empty<string>(), "Hello"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.SendAsync("+18005550100", "+12065550101", null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmsClientOptions(0));
    }

    [Fact]
    public async Task Send_WatchedByEveryAzureLog_ShowsNoWordsAndNoNumbers()
    {
        var log = new StringBuilder();
        using (new AzureEventSourceListener((_, message) => { lock (log) log.AppendLine(message); }, EventLevel.Verbose))
        {
            await Client().SendAsync("+18005550100", "+12065550101", "secretly afraid of the dark");
        }

        var all = log.ToString();
        Assert.Contains("contoso.communication.azure.com/sms", all, StringComparison.Ordinal);
        Assert.DoesNotContain("afraid", all, StringComparison.Ordinal);
        Assert.DoesNotContain("2065550101", all, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelFactory_Result_HasWhatItWasGiven()
    {
        var result = SmsModelFactory.SmsSendResult("+12065550101", null, 400, false, "Invalid To phone number format.");

        Assert.Equal((400, false, "Invalid To phone number format."), (result.HttpStatusCode, result.Successful, result.ErrorMessage));
        Assert.Null(result.MessageId);
    }

    private SmsClient Client() => new(Connection, Options());

    private SmsClientOptions Options() => new()
    {
        Transport = new HttpClientTransport(new HttpClient(_service, disposeHandler: false)),
    };

    // Answers every send with one accepted recipient.
    private sealed class Recorder : HttpMessageHandler
    {
        public Uri? Uri { get; private set; }

        public byte[] Body { get; private set; } = [];

        public Dictionary<string, string> Headers { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            SendAsync(request, cancellationToken).GetAwaiter().GetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Uri = request.RequestUri;
            Body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            foreach (var (name, values) in request.Headers.NonValidated)
                Headers[name] = values.ToString();
            const string Answer =
                """
                {"value":[{"to":"+12065550101","messageId":"Outgoing_1","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true}]}
                """;
            return new HttpResponseMessage(HttpStatusCode.Accepted)
            {
                Content = new StringContent(Answer, Encoding.UTF8, "application/json"),
            };
        }
    }

    private sealed class Identity : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token-1", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
