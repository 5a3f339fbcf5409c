using System.Net;
using System.Text.Json.Nodes;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions;

/// <summary>What the carrier may put on the queue: repeated, out of order, together, malformed, from strangers.</summary>
public sealed class InboundTests
{
    private const string Phone = "+13125550142";
    private const string Stranger = "+13125550199";
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Text_TheSameEventFiveTimes_IsOneFactAndOneAnswer()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        var yes = service.TextEvent(Phone, "YES").ToJsonString();
        for (var i = 0; i < 5; i++)
        {
            await service.PutAsync(yes);
        }

        await service.QuietAsync();
        Assert.Single(service.TextsTo(Phone), text => text == "STARTED");
        Assert.Single(await service.FactsAsync(patient), fact => fact == "consentGiven");
    }

    [Fact]
    public async Task Text_FromUnknownNumber_IsAnsweredOnceIn24Hours()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.WriteAsync(Stranger, "who is this");
        var answer = Assert.Single(service.TextsTo(Stranger));
        Assert.Contains("988", answer, StringComparison.Ordinal);

        await service.WriteAsync(Stranger, "hello?");
        await service.PassAsync(TimeSpan.FromHours(23));
        await service.WriteAsync(Stranger, "hello??");
        Assert.Single(service.TextsTo(Stranger));

        await service.PassAsync(TimeSpan.FromHours(2));
        await service.WriteAsync(Stranger, "hello???");
        Assert.Equal(2, service.TextsTo(Stranger).Count());
    }

    [Fact]
    public async Task Stop_FromUnknownNumber_IsNotAnswered()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.WriteAsync(Stranger, "STOP");
        Assert.Empty(service.Phone);
    }

    [Fact]
    public async Task StopAndStart_DeliveredTheWrongWayRound_LeaveThePatientStarted()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        await service.WriteAsync(Phone, "YES");
        var now = service.Time.GetUtcNow();
        await service.WriteAsync(Phone, "STOP");
        await service.PutAsync(service.TextEvent(Phone, "START", at: now.AddSeconds(20)).ToJsonString());
        await service.QuietAsync();
        await service.PutAsync(service.TextEvent(Phone, "STOP", at: now.AddSeconds(10)).ToJsonString());
        await service.QuietAsync();

        Assert.Equal("running", (string?)(await service.PatientAsync(patient))["status"]);
        Assert.Equal("WELCOME BACK", service.TextsTo(Phone).Last());
    }

    [Fact]
    public async Task Reply_DeliveredBeforeItsPromptsReport_IsMatchedAllTheSame()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        await service.WriteAsync(Phone, "YES");
        await service.PassAsync(TimeSpan.FromHours(23));
        var key = service.Phone.Last().Key.Value;
        await service.WriteAsync(Phone, "5");
        await service.PutAsync(ReportEvent("r1", key, "Delivered").ToJsonString());
        await service.QuietAsync();

        Assert.Equal("THANKS MOOD", service.TextsTo(Phone).Last());
        var facts = await service.FactsAsync(patient);
        Assert.Contains("answerUnderstood", facts);
        Assert.Equal("textDelivered", facts[^1]);
    }

    [Fact]
    public async Task Message_WithSeveralEvents_HandlesEach()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        var second = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "+13125550143"));
        var together = new JsonArray(service.TextEvent(Phone, "YES"), service.TextEvent("+13125550143", "NO"));
        await service.PutAsync(together.ToJsonString());
        await service.QuietAsync();
        Assert.Contains("consentGiven", await service.FactsAsync(patient));
        Assert.Contains("consentDeclined", await service.FactsAsync(second));
    }

    [Theory]
    [InlineData("this is no JSON at all +13125550142")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","id":"1","data":{"messageId":"m","message":"+13125550142","receivedTimestamp":"2026-10-30T15:00:00Z"}}""")]
    [InlineData("""[{"eventType":"Microsoft.Communication.SMSReceived","id":"1","data":{"messageId":"m","from":"+13125550142","message":"hi","receivedTimestamp":"yesterday"}}]""")]
    public async Task Message_ThatIsMalformed_IsKeptListedAndReplayed(string malformed)
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.PutAsync(malformed);
        await service.RetryQueuesUntilAsync(async () => (await service.Http.GetFromJsonArrayAsync("api/operator/dead-letters")).Count == 1);
        var letter = (await service.Http.GetFromJsonArrayAsync("api/operator/dead-letters"))[0]!;
        Assert.Equal(ServiceUnderTest.Inbound, (string?)letter["queue"]);
        Assert.Null(letter["replayedAt"]);
        Assert.DoesNotContain("13125550142", letter.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logs.All, line => line.Contains("3125550142", StringComparison.Ordinal));

        using var replayed = await service.Http.PostAsync($"api/operator/dead-letters/{letter["id"]}/replay", null);
        Assert.Equal(HttpStatusCode.Accepted, replayed.StatusCode);
        await service.RetryQueuesUntilAsync(async () => (await service.Http.GetFromJsonArrayAsync("api/operator/dead-letters")).Count == 2);
    }

    [Fact]
    public async Task Report_WithoutOurTagOrOfUnknownPatient_IsPassedOver()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.PutAsync(ReportEvent("r1", "somebody else's tag", "Delivered").ToJsonString());
        await service.PutAsync(ReportEvent("r2", "nobody.7", "Failed").ToJsonString());
        await service.PutAsync("""{"eventType":"Microsoft.Communication.ChatThreadCreated","id":"1","data":{}}""");
        await service.QuietAsync();
        Assert.Empty(await service.Http.GetFromJsonArrayAsync("api/operator/dead-letters"));
    }

    [Fact]
    public async Task Report_ThatTheCarrierBlocksTheNumber_OptsThePatientOut()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        var report = ReportEvent("r1", service.Phone.Last().Key.Value, "Failed");
        report["data"]!["deliveryStatusDetails"] = "Sender blocked for given recipient.";
        await service.PutAsync(report.ToJsonString());
        await service.QuietAsync();

        Assert.Equal("optedOut", (string?)(await service.PatientAsync(patient))["status"]);
        Assert.Single(service.Phone);
    }

    private static JsonObject ReportEvent(string message, string tag, string status) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["eventType"] = "Microsoft.Communication.SMSDeliveryReportReceived",
        ["eventTime"] = "2026-10-30T15:00:01Z",
        ["data"] = new JsonObject { ["messageId"] = message, ["from"] = "18335550100", ["to"] = Phone, ["deliveryStatus"] = status, ["Tag"] = tag },
    };
}
