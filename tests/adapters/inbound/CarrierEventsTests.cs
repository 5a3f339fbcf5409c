using System.Text;
using MicroCare.Adapters.Inbound;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Adapters.Inbound;

public sealed class CarrierEventsTests
{
    // As Azure documents them, with our own values.
    private const string Text =
        """
        {"id":"e-1","topic":"/subscriptions/x","subject":"/phonenumber/15555555555","data":{"messageId":"m-1","from":"15551230142","to":"15555555555",
        "message":"Great","receivedTimestamp":"2026-03-02T15:04:05.1234567Z"},"eventType":"Microsoft.Communication.SMSReceived","dataVersion":"1.0",
        "metadataVersion":"1","eventTime":"2026-03-02T15:04:06Z"}
        """;

    private const string Report =
        """
        {"id":"e-2","topic":"/subscriptions/x","subject":"/phonenumber/15555555555","data":{"messageId":"m-2","from":"15555555555","to":"+15551230142",
        "deliveryStatus":"Delivered","deliveryStatusDetails":"No error.","deliveryAttempts":[{"timestamp":"2026-03-02T15:00:01Z","segmentsSucceeded":1,
        "segmentsFailed":0}],"receivedTimestamp":"2026-03-02T15:00:02Z","Tag":"p7.9"},"eventType":"Microsoft.Communication.SMSDeliveryReportReceived",
        "dataVersion":"1.0","metadataVersion":"1","eventTime":"2026-03-02T15:00:03Z"}
        """;

    [Fact]
    public void Read_OfAText_HasSenderWordsAndTime()
    {
        var text = Assert.IsType<CarrierEvent.TextArrived>(Assert.Single(Read(Text))).Text;

        Assert.Equal("sms-m-1", text.Id.Value);
        Assert.Equal("+15551230142", text.From.Words);
        Assert.Equal("Great", text.Text.Words);
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 15, 4, 5).PlusTicks(1_234_567), text.At);
    }

    [Theory]
    [InlineData("\"segmentCount\":3,", 3)]
    [InlineData("\"SegmentCount\":2,", 2)]
    [InlineData("\"segmentCount\":0,", 1)]
    [InlineData("\"segmentCount\":\"3\",", 1)]
    [InlineData("\"segmentCount\":1.5,", 1)]
    [InlineData("", 1)]
    public void Read_OfAText_HasTheCarriersCountOfSegmentsOrOurs(string field, int segments) => Assert.Equal(
        segments,
        Assert.IsType<CarrierEvent.TextArrived>(Assert.Single(Read(Text.Replace("\"messageId\"", field + "\"messageId\"", StringComparison.Ordinal)))).Text.Segments);

    [Theory]
    [InlineData("Failed", "Sender blocked for given recipient.", DeliveryOutcome.Blocked, "Sender blocked for given recipient.")]
    [InlineData("Failed", "The Destination/To number has opted out of receiving messages from you.", DeliveryOutcome.Blocked, "The Destination/To number has opted out of receiving message")]
    [InlineData("Failed", "Message is blocked by Destination carrier.", DeliveryOutcome.Failed, "Message is blocked by Destination carrier.")]
    [InlineData("Failed", "Message was blocked due to the toll-free number not being verified.", DeliveryOutcome.Failed, "Message was blocked due to the toll-free number not being ve")]
    [InlineData("Failed", "The Destination/To number isn't reachable.", DeliveryOutcome.Failed, "The Destination/To number isn't reachable.")]
    [InlineData("Delivered", "No error.", DeliveryOutcome.Delivered, null)]
    [InlineData("delivered", "No error.", DeliveryOutcome.Delivered, null)]
    [InlineData("Failed", "Sender/recipient number 15551230142 blocked", DeliveryOutcome.Blocked, "Sender/recipient number  blocked")]
    [InlineData("Failed", "Destination unreachable", DeliveryOutcome.Failed, "Destination unreachable")]
    [InlineData("Failed", "", DeliveryOutcome.Failed, null)]
    public void Read_OfAReport_HasOutcomeAndCode(string status, string details, DeliveryOutcome outcome, string? code)
    {
        var json = Report.Replace("\"Delivered\"", $"\"{status}\"", StringComparison.Ordinal).Replace("No error.", details, StringComparison.Ordinal);

        var report = Assert.IsType<CarrierEvent.ReportArrived>(Assert.Single(Read(json))).Report;

        Assert.Equal("p7.9", report.Text.Value);
        Assert.Equal(outcome, report.Outcome);
        Assert.Equal(code, report.Code);
    }

    [Fact]
    public void Read_OfAnArray_KeepsTheOrder() =>
        Assert.Collection(
            Read($"[{Report},{Text}]"), one => Assert.IsType<CarrierEvent.ReportArrived>(one), one => Assert.IsType<CarrierEvent.TextArrived>(one));

    [Fact]
    public void Read_OfACloudEvent_IsTheSame()
    {
        const string CloudEvent =
            """
            {"specversion":"1.0","id":"e-1","source":"/subscriptions/x","type":"Microsoft.Communication.SMSReceived","time":"2026-03-02T15:04:06Z",
            "data":{"MessageId":"m-1","From":"+15551230142","To":"+15555555555","Message":"Great","ReceivedTimestamp":"2026-03-02T15:04:05+00:00"}}
            """;

        var text = Assert.IsType<CarrierEvent.TextArrived>(Assert.Single(Read(CloudEvent))).Text;

        Assert.Equal("sms-m-1", text.Id.Value);
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 15, 4, 5), text.At);
    }

    [Theory]
    [InlineData("Microsoft.Communication.SMSReceived", "Microsoft.EventGrid.SubscriptionValidationEvent")]
    [InlineData("\"m-1\"", "\"m-1\"")]
    public void Read_OfAnotherEvent_IsOfNoConcern(string there, string instead)
    {
        var json = there == instead ? Report.Replace("\"Tag\":\"p7.9\"", "\"Tag\":\"\"", StringComparison.Ordinal) : Text.Replace(there, instead, StringComparison.Ordinal);

        Assert.IsType<CarrierEvent.OfNoConcern>(Assert.Single(Read(json)));
    }

    [Theory]
    [InlineData("\"from\":\"15551230142\"", "\"from\":\"SECRET\"", "data.from")]
    [InlineData("\"from\":\"15551230142\",", "", "data.from")]
    [InlineData("\"data\":", "\"SECRET\":", "data")]
    [InlineData("\"eventType\":", "\"SECRET\":", "eventType")]
    [InlineData("2026-03-02T15:04:05.1234567Z", "SECRET", "data.receivedTimestamp")]
    [InlineData("{\"id\"", "{{SECRET \"id\"", "JSON")]
    public void Read_OfABrokenText_SaysWhatIsMissingAndQuotesNothing(string there, string instead, string message)
    {
        Assert.Contains(there, Text, StringComparison.Ordinal);
        var fault = Assert.Throws<CarrierEventException>(() => Read(Text.Replace(there, instead, StringComparison.Ordinal)));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", fault.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Great", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0142", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SECRET")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"SECRET\"")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("[[]]")]
    [InlineData("{\"eventType\":7}")]
    [InlineData("\uFEFF{}")]
    public void Read_OfGarbage_IsACarrierEventException(string garbage) =>
        Assert.DoesNotContain("SECRET", Assert.Throws<CarrierEventException>(() => Read(garbage)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Read_OfBrokenBytes_IsACarrierEventException() =>
        Assert.Throws<CarrierEventException>(() => CarrierEvents.Read(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }));

    [Fact]
    public void Read_OfBrokenWords_StillTakesTheText()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        bytes[Array.IndexOf(bytes, (byte)'G', Text.IndexOf("Great", StringComparison.Ordinal))] = 0xC3;

        Assert.Equal("\uFFFD", Assert.IsType<CarrierEvent.TextArrived>(Assert.Single(CarrierEvents.Read(bytes))).Text.Text.Words);
    }

    [Fact]
    public void Read_OfHalfAnEmoji_StillTakesTheText()
    {
        var json = Text.Replace("Great", "Great \\ud83d", StringComparison.Ordinal);

        Assert.Equal("sms-m-1", Assert.IsType<CarrierEvent.TextArrived>(Assert.Single(Read(json))).Text.Id.Value);
    }

    [Fact]
    public void Read_OfABrokenMessageId_IsACarrierEventException() =>
        Assert.Throws<CarrierEventException>(() => Read(Text.Replace("m-1", "\\ud83d", StringComparison.Ordinal)));

    private static System.Collections.Immutable.ImmutableArray<CarrierEvent> Read(string json) => CarrierEvents.Read(Encoding.UTF8.GetBytes(json));
}
