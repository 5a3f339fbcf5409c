using System.Diagnostics;
using Azure;
using MicroCare.Local.Carriers;

namespace MicroCare.Tests.Local.Carriers;

public sealed class CarrierFaultTests
{
    [Fact]
    public async Task Client_Told429_WaitsAsToldAndSendsOnce()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.RefuseNext(429, TimeSpan.FromSeconds(1));
        var client = fixture.Client();
        var watch = Stopwatch.StartNew();

        var result = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello");

        Assert.True(result.Value.Successful);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.9), $"{watch.Elapsed}");
        Assert.Equal((1, 1), (fixture.Carrier.Ledger.Totals.Accepted, fixture.Carrier.Ledger.Totals.Refused));
    }

    [Fact]
    public async Task Client_Told500Once_RetriesAndSendsOnce()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.RefuseNext(500);

        var result = await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello");

        Assert.True(result.Value.Successful);
        Assert.Equal(1, fixture.Carrier.Ledger.Totals.Accepted);
    }

    [Fact]
    public async Task Client_Told500WithoutEnd_GivesUpWithTheStatus()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.RefuseNext(500, times: 10);
        var client = fixture.Client(options => options.Retry.MaxRetries = 2);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Breathe"));

        Assert.Equal(500, failure.Status);
        Assert.Equal(3, fixture.Carrier.Ledger.Totals.Refused);
        Assert.DoesNotContain("Breathe", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(CarrierFixture.Phone, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WhoseAnswerIsLost_RepeatsAndThePhoneHasOneText()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.HangUpAfterTakingNext();

        var result = await fixture.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Once");

        Assert.Equal(Assert.Single(fixture.Carrier.Ledger.All).MessageId, result.Value.MessageId);
        Assert.Equal(1, fixture.Carrier.Ledger.Totals.Repeats);
    }

    [Fact]
    public async Task Client_ThatTimesOut_RepeatsAndThePhoneHasOneText()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var client = fixture.Client(options => options.Retry.NetworkTimeout = TimeSpan.FromSeconds(2));
        await client.SendAsync(CarrierFixture.App, "+12065550102", "The first request is slow: it connects.");
        fixture.Carrier.Faults.StaySilentAfterTakingNext();

        var result = await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Once");

        Assert.Equal(Assert.Single(fixture.Carrier.Ledger.Of(CarrierFixture.Phone)).MessageId, result.Value.MessageId);
        Assert.Equal(1, fixture.Carrier.Ledger.Totals.Repeats);
    }

    [Fact]
    public async Task Events_Doubled_ArriveTwice()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.DuplicateEventRate = 1;

        var id = await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "Hi");

        Assert.Equal(id, (await fixture.NextMessageAsync()).GetProperty("id").GetString());
        Assert.Equal(id, (await fixture.NextMessageAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Events_Late_AreOvertaken()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        fixture.Carrier.Faults.LateEventRate = 1;
        var first = await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "one");
        fixture.Carrier.Faults.LateEventRate = 0;
        var second = await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "two");

        Assert.Equal(second, (await fixture.NextMessageAsync()).GetProperty("id").GetString());
        fixture.Time.Advance(fixture.Carrier.Faults.LateBy);
        Assert.Equal(first, (await fixture.NextMessageAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Events_Batched_ShareAMessageOrGoAloneAfterTheWindow()
    {
        await using var fixture = await CarrierFixture.StartAsync(new CarrierOptions { EventsPerMessage = 2 });
        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "one");
        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "two");
        Assert.Equal(2, (await fixture.NextMessageAsync()).GetArrayLength());

        await fixture.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "three");
        while (!fixture.HasMessage)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(1, (await fixture.NextMessageAsync()).GetArrayLength());
    }
}
