using System.Net;
using Azure;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using MicroCare.Local.Carriers;

namespace MicroCare.Tests.Local.Carriers;

public sealed class CarrierSendTests
{
    [Fact]
    public async Task Send_Taken_ReachesThePhoneAndIsReported()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var arrival = fixture.NextTextAsync();

        var result = await fixture.Client().SendAsync(
            CarrierFixture.App, CarrierFixture.Phone, "Take three slow breaths.", new SmsSendOptions(true) { Tag = "effect-1" });

        Assert.Equal(202, result.GetRawResponse().Status);
        Assert.True(result.Value.Successful);
        Assert.Equal(CarrierFixture.Phone, result.Value.To);
        var text = await arrival;
        Assert.Equal((CarrierFixture.App, "Take three slow breaths.", result.Value.MessageId), (text.From, text.Body, text.MessageId));
        var report = await fixture.NextMessageAsync();
        Assert.Equal("Microsoft.Communication.SMSDeliveryReportReceived", report.GetProperty("eventType").GetString());
        var data = report.GetProperty("data");
        Assert.Equal(result.Value.MessageId, data.GetProperty("messageId").GetString());
        Assert.Equal("18005550100", data.GetProperty("from").GetString());
        Assert.Equal(CarrierFixture.Phone, data.GetProperty("to").GetString());
        Assert.Equal("Delivered", data.GetProperty("deliveryStatus").GetString());
        Assert.Equal("effect-1", data.GetProperty("Tag").GetString());
        Assert.Equal(1, data.GetProperty("deliveryAttempts")[0].GetProperty("segmentsSucceeded").GetInt32());
    }

    [Fact]
    public async Task Send_WithoutReport_PutsNoEvent()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var arrival = fixture.NextTextAsync();

        await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello");
        await arrival;
        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "Hi");

        var first = await fixture.NextMessageAsync();
        Assert.Equal("Microsoft.Communication.SMSReceived", first.GetProperty("eventType").GetString());
    }

    [Fact]
    public async Task Send_SignedWithAnotherKey_Is401AndTakesNothing()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var client = new SmsClient(fixture.Carrier.Endpoint, new AzureKeyCredential(Convert.ToBase64String(new byte[32])));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello"));

        Assert.Equal(401, refusal.Status);
        Assert.Equal("Denied", refusal.ErrorCode);
        Assert.Equal((0, 1), (fixture.Carrier.Ledger.Totals.Accepted, fixture.Carrier.Ledger.Totals.Refused));
    }

    [Fact]
    public async Task Send_Unsigned_Is401()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        using var http = new HttpClient { BaseAddress = fixture.Carrier.Endpoint };
        using var body = new StringContent("{}");

        using var answer = await http.PostAsync(new Uri("/sms?api-version=2021-03-07", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Send_ToManyRecipients_AnswersForEach()
    {
        await using var fixture = await CarrierFixture.StartAsync();

        var results = await fixture.Client().SendAsync(CarrierFixture.App, ["+12065550101", "+112345678901", "+12065550102"], "Hello");

        Assert.Equal([202, 400, 202], results.Value.Select(result => result.HttpStatusCode));
        Assert.Equal("Invalid To phone number format.", results.Value[1].ErrorMessage);
        Assert.Null(results.Value[1].MessageId);
        Assert.Equal(2, fixture.Carrier.Ledger.Totals.Accepted);
    }

    [Theory]
    [InlineData("not a number", 1, 10)]
    [InlineData(CarrierFixture.App, 101, 10)]
    [InlineData(CarrierFixture.App, 1, 2049)]
    public async Task Send_Malformed_Is400AndTakesNothing(string from, int recipients, int length)
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var to = Enumerable.Range(0, recipients).Select(i => $"+1206555{i:D4}");

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => fixture.Client().SendAsync(from, to, new string('a', length)));

        Assert.Equal(400, refusal.Status);
        Assert.Equal(0, fixture.Carrier.Ledger.Totals.Accepted);
    }

    [Fact]
    public async Task Send_RepeatedWithTheSameId_IsOneTextAndTheSameMessageId()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var id = Guid.Parse("0b7f37ae-2a0b-4c2c-9a5e-7f5b0f0a1c11");
        var client = fixture.Client(options => options.AddPolicy(new FixedRepeatabilityId(id), HttpPipelinePosition.PerCall));

        var first = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Once");
        var again = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Once");

        Assert.Equal(first.Value.MessageId, again.Value.MessageId);
        Assert.True(again.Value.Successful);
        Assert.Contains("\"repeatabilityResult\":\"accepted\"", again.GetRawResponse().Content.ToString(), StringComparison.Ordinal);
        var text = Assert.Single(fixture.Carrier.Ledger.Of(CarrierFixture.Phone));
        Assert.Equal(id.ToString(), text.RepeatabilityId);
        Assert.Equal(1, fixture.Carrier.Ledger.Totals.Repeats);
    }

    [Fact]
    public async Task Send_TwiceByCaller_IsTwoTexts()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var client = fixture.Client();

        var first = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Twice");
        var second = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Twice");

        Assert.NotEqual(first.Value.MessageId, second.Value.MessageId);
        Assert.Equal(2, fixture.Carrier.Ledger.Of(CarrierFixture.Phone).Count);
    }

    [Fact]
    public async Task Send_BeyondTheMinutesShare_Is429UntilTheMinuteIsOver()
    {
        await using var fixture = await CarrierFixture.StartAsync(new CarrierOptions { TextsPerMinute = 2 });
        var client = fixture.Client(options => options.Retry.MaxRetries = 0);
        await client.SendAsync(CarrierFixture.App, ["+12065550101", "+12065550102"], "Hello");
        fixture.Time.Advance(TimeSpan.FromSeconds(20));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello"));
        fixture.Time.Advance(TimeSpan.FromSeconds(40));
        var later = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello");

        Assert.Equal(429, refusal.Status);
        Assert.True(refusal.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var seconds));
        Assert.Equal("40", seconds);
        Assert.True(later.Value.Successful);
    }

    // Every recipient of a call gets the same id.
    private sealed class FixedRepeatabilityId(Guid id) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            using var body = new MemoryStream();
            message.Request.Content!.WriteTo(body, CancellationToken.None);
            var json = System.Text.Json.Nodes.JsonNode.Parse(body.ToArray())!;
            foreach (var recipient in json["smsRecipients"]!.AsArray())
                recipient!["repeatabilityRequestId"] = id.ToString();
            message.Request.Content = RequestContent.Create(BinaryData.FromString(json.ToJsonString()));
        }
    }
}
