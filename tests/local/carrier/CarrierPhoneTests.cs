using Azure.Communication.Sms;
using MicroCare.Local;
using MicroCare.Local.Carriers;

namespace MicroCare.Tests.Local.Carriers;

public sealed class CarrierPhoneTests
{
    [Fact]
    public async Task Text_FromAPhone_IsPutAsMicrosoftsSampleShows()
    {
        await using var fixture = await CarrierFixture.StartAsync();

        var id = await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "I walked today");

        var received = await fixture.NextMessageAsync();
        Assert.Equal("Microsoft.Communication.SMSReceived", received.GetProperty("eventType").GetString());
        Assert.Equal("/phonenumber/18005550100", received.GetProperty("subject").GetString());
        Assert.Equal("2026-03-02T15:00:00.0000000Z", received.GetProperty("eventTime").GetString());
        var data = received.GetProperty("data");
        Assert.Equal(id, data.GetProperty("messageId").GetString());
        Assert.Equal("12065550101", data.GetProperty("from").GetString());
        Assert.Equal("18005550100", data.GetProperty("to").GetString());
        Assert.Equal("I walked today", data.GetProperty("message").GetString());
        Assert.Equal(1, data.GetProperty("segmentCount").GetInt32());
    }

    [Fact]
    public async Task Phone_ThatAnswersAText_TextsTheApp()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.OnText(CarrierFixture.Phone, (text, _) => fixture.Carrier.TextAsync(text.To, text.From, "7"));

        await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "How was sleep, 0 to 10?");

        Assert.Equal("7", (await fixture.NextMessageAsync()).GetProperty("data").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Phone_WhoseListenerFails_IsReportedAllTheSame()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.OnText((_, _) => throw new InvalidOperationException("broken phone"));

        await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));

        Assert.Equal("Delivered", (await fixture.NextMessageAsync()).GetProperty("data").GetProperty("deliveryStatus").GetString());
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData(" stopall ")]
    [InlineData("Quit")]
    public async Task Stop_BlocksTheSender_UntilStart(string word)
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var client = fixture.Client();

        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, word);
        Assert.Equal(word, (await fixture.NextMessageAsync()).GetProperty("data").GetProperty("message").GetString());
        var blocked = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));
        var report = (await fixture.NextMessageAsync()).GetProperty("data");
        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "unstop");
        await fixture.NextMessageAsync();
        await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello again", new SmsSendOptions(true));
        var restored = (await fixture.NextMessageAsync()).GetProperty("data");

        Assert.True(blocked.Value.Successful);
        Assert.Equal("Failed", report.GetProperty("deliveryStatus").GetString());
        Assert.Equal("Sender blocked for given recipient.", report.GetProperty("deliveryStatusDetails").GetString());
        Assert.Equal("Delivered", restored.GetProperty("deliveryStatus").GetString());
        Assert.Equal((1, 1), (fixture.Carrier.Ledger.Totals.Delivered, fixture.Carrier.Ledger.Totals.Failed));
    }

    [Theory]
    [InlineData(true, "stop texting me")]
    [InlineData(false, "STOP")]
    public async Task Stop_NotTheNetworksToHonour_BlocksNothing(bool honorsStop, string words)
    {
        await using var fixture = await CarrierFixture.StartAsync(
            new CarrierOptions { HonorsStop = honorsStop, DeliveryDelay = TimeSpan.Zero });

        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, words);
        await fixture.NextMessageAsync();
        await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));

        Assert.Equal("Delivered", (await fixture.NextMessageAsync()).GetProperty("data").GetProperty("deliveryStatus").GetString());
    }

    [Fact]
    public async Task Send_ToAnUnreachableNumber_IsReportedAsFailed()
    {
        await using var fixture = await CarrierFixture.StartAsync(
            new CarrierOptions { DeliveryDelay = TimeSpan.Zero, Unreachable = new HashSet<string> { CarrierFixture.Phone } });

        await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));

        Assert.Equal("Failed", (await fixture.NextMessageAsync()).GetProperty("data").GetProperty("deliveryStatus").GetString());
        Assert.Equal(TextStatus.Failed, Assert.Single(fixture.Carrier.Ledger.All).Status);
    }

    [Theory]
    [InlineData(DeliveryDetails.Unsupported)]
    [InlineData(DeliveryDetails.NoSuchNumber)]
    [InlineData(DeliveryDetails.CarrierBlocks)]
    [InlineData(DeliveryDetails.NotReachable)]
    public async Task Send_ToAPhoneThatIsOutOfReachForAWhile_IsReportedWithItsReasonUntilItIsBack(string details)
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.FailDeliveriesTo(CarrierFixture.Phone, details, times: 1);
        fixture.Carrier.Faults.FailDeliveriesTo("+12065550199", DeliveryDetails.NotReachable);

        Assert.Equal(("Failed", details), await ReportAsync(fixture, CarrierFixture.Phone));
        Assert.Equal(("Delivered", "No error."), await ReportAsync(fixture, CarrierFixture.Phone));
        Assert.Equal(("Failed", DeliveryDetails.NotReachable), await ReportAsync(fixture, "+12065550199"));
        fixture.Carrier.Faults.DeliverTo("+12065550199");
        Assert.Equal(("Delivered", "No error."), await ReportAsync(fixture, "+12065550199"));
    }

    [Fact]
    public async Task Send_WithADelay_ReachesThePhoneWhenItIsOver()
    {
        await using var fixture = await CarrierFixture.StartAsync(
            new CarrierOptions { DeliveryDelay = TimeSpan.FromSeconds(10), DeliveryJitter = TimeSpan.FromSeconds(5), Seed = 7 });
        await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));
        var due = Assert.Single(fixture.Carrier.Ledger.All).DueAt;
        Assert.InRange(due - CarrierFixture.Start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));

        fixture.Time.SetUtcNow(due - TimeSpan.FromTicks(10_000));
        Assert.Equal(TextStatus.Accepted, Assert.Single(fixture.Carrier.Ledger.All).Status);
        var arrival = fixture.NextTextAsync();
        fixture.Time.SetUtcNow(due + TimeSpan.FromMilliseconds(1));

        await arrival;
        Assert.Equal(TextStatus.Delivered, Assert.Single(fixture.Carrier.Ledger.All).Status);
    }

    [Fact]
    public async Task Gauge_WithEventsCountedUntilSettled_IsZeroOnlyThen()
    {
        var gauge = new WorkGauge();
        await using var fixture = await CarrierFixture.StartAsync(
            new CarrierOptions { DeliveryDelay = TimeSpan.Zero, Gauge = gauge, CountsEventsUntilSettled = true });
        fixture.Carrier.Settled("message-2");

        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "one");
        await fixture.NextMessageAsync();
        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "two");
        await fixture.NextMessageAsync();
        await Eventually(() => gauge.InFlight == 1);
        fixture.Carrier.Settled("message-1");

        Assert.Equal(0, gauge.InFlight);
    }

    private static async Task<(string? Status, string? Details)> ReportAsync(CarrierFixture fixture, string phone)
    {
        await fixture.Client().SendAsync(CarrierFixture.App, phone, "Hello", new SmsSendOptions(true));
        var report = (await fixture.NextMessageAsync()).GetProperty("data");
        return (report.GetProperty("deliveryStatus").GetString(), report.GetProperty("deliveryStatusDetails").GetString());
    }

    // The sink's own return comes a moment after the message is seen.
    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
