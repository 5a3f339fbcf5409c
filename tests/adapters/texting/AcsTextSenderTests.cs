using System.Net;
using System.Text;
using Azure.Communication.Sms;
using Azure.Core.Pipeline;
using MicroCare.Adapters.Texting;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MicroCare.Tests.Adapters.Texting;

/// <summary>Which of the carrier's answers are about one text, and which about all of them.</summary>
public sealed class AcsTextSenderTests
{
    private static readonly OutgoingText Text = new(new EffectKey("p1.7"), Instant.FromUtc(2026, 10, 30, 15, 0), new PatientText("+13125550142"), new PatientText("words"));

    [Theory]
    [InlineData(400, """{"errors":{"Message":["The field Message is too long."]}}""")]
    [InlineData(400, """{"error":{"code":"BadRequest","message":"Invalid To phone number format."}}""")]
    [InlineData(400, "no JSON")]
    [InlineData(413, "")]
    [InlineData(422, "")]
    public async Task Send_OfARecipientOrWordsThatAreNotTaken_IsFinal(int status, string body) => Assert.Equal(SendResult.Refused, await SendAsync(status, body));

    [Theory]
    [InlineData(401, "")] // Also what a number gets that the resource does not own.
    [InlineData(403, "")] // A role that is gone.
    [InlineData(404, """{"error":{"code":"NotFound","message":"no"}}""")] // A number or a resource that is gone.
    [InlineData(400, """{"errors":{"From":["Invalid From phone number format."]}}""")]
    [InlineData(400, """{"errors":{"from":["Invalid From phone number format."]}}""")]
    [InlineData(400, """{"error":{"code":"UnsupportedApiVersion","message":"no"}}""")]
    [InlineData(409, "")]
    public async Task Send_ThroughASenderOrResourceThatIsNotTaken_Waits(int status, string body)
    {
        var fault = await Assert.ThrowsAsync<TextNotSentException>(() => SendAsync(status, body));
        Assert.Contains($"HTTP {status}", fault.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "Invalid To phone number format.", SendResult.Refused)]
    [InlineData(400, "Sender blocked for given recipient.", SendResult.Blocked)]
    [InlineData(400, "The Destination/To number has opted out of receiving messages from you.", SendResult.Blocked)]
    [InlineData(400, "Message was blocked due to the toll-free number not being verified.", SendResult.Refused)]
    [InlineData(422, "no", SendResult.Refused)]
    public async Task Send_RefusedForItsRecipient_IsFinal(int status, string message, SendResult expected) => Assert.Equal(expected, await SendAsync(202, Item(status, message)));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Send_WhoseRecipientIsNotAtFault_Waits(int status) => await Assert.ThrowsAsync<TextNotSentException>(() => SendAsync(202, Item(status, "no")));

    [Theory]
    [InlineData("30", 30)]
    [InlineData("Fri, 30 Oct 2026 15:01:00 GMT", 60)]
    [InlineData("Fri, 30 Oct 2026 14:00:00 GMT", null)] // Over already.
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task Send_OfMoreThanTheNumberMay_TellsHowLongToWaitAndDoesNotTryAgainItself(string? retryAfter, int? seconds)
    {
        using var carrier = new Carrier(429, "", retryAfter);
        var fault = await Assert.ThrowsAsync<TextNotSentException>(() => SendAsync(carrier, retries: 3, At(Text.DecidedAt)));

        Assert.True(fault.TooMany);
        Assert.Equal(seconds, (int?)fault.RetryAfter?.TotalSeconds);
        Assert.Equal(1, carrier.Tries);
    }

    [Fact]
    public async Task Send_ThatFailsForAMoment_IsTriedAgainAtOnce()
    {
        using var carrier = new Carrier(503, "");
        await Assert.ThrowsAsync<TextNotSentException>(() => SendAsync(carrier, retries: 2, TimeProvider.System));

        Assert.Equal(3, carrier.Tries);
    }

    [Fact]
    public async Task Send_ThatGetsNoAnswer_GivesUpAfterFifteenSeconds()
    {
        using var carrier = new Carrier(202, "") { IsSilent = true };
        var time = new FakeTimeProvider();
        var sending = SendAsync(carrier, retries: 0, time);
        while (carrier.Tries == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("no answer in time", (await Assert.ThrowsAsync<TextNotSentException>(() => sending)).Cause);
    }

    private static FakeTimeProvider At(Instant instant) => new(instant.ToDateTimeOffset());

    private static string Item(int status, string message) =>
        $$"""{"value":[{"to":"+13125550142","httpStatusCode":{{status}},"successful":false,"errorMessage":"{{message}}"}]}""";

    private static async Task<SendResult> SendAsync(int status, string body)
    {
        using var carrier = new Carrier(status, body);
        return await SendAsync(carrier, retries: 0, TimeProvider.System);
    }

    private static async Task<SendResult> SendAsync(Carrier carrier, int retries, TimeProvider time)
    {
        using var http = new HttpClient(carrier, disposeHandler: false);
        var options = AcsTextSender.Options(retries);
        options.Transport = new HttpClientTransport(http);
        var sender = new AcsTextSender(new SmsClient("endpoint=https://sms.example/;accesskey=AAAA", options), "+18335550100", time);
        return await sender.SendAsync(Text, CancellationToken.None);
    }

    private sealed class Carrier(int status, string body, string? retryAfter = null) : HttpMessageHandler
    {
        private int _tries;

        public int Tries => _tries;

        public bool IsSilent { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tries);
            await Task.Delay(IsSilent ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, TimeProvider.System, cancellationToken);
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            return response;
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
