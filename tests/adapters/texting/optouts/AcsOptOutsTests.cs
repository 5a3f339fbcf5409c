using System.Net;
using System.Text;
using Azure.Communication.Sms;
using Azure.Core.Pipeline;
using MicroCare.Adapters.Texting.OptOuts;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Local.Carriers;
using MicroCare.Tests.Local.Carriers;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Tests.Adapters.Texting.OptOuts;

public sealed class AcsOptOutsTests
{
    private static readonly PatientText Phone = new(CarrierFixture.Phone);

    [Fact]
    public async Task List_AddedToAndRemovedFrom_IsTheCarriersOwn()
    {
        await using var carrier = await CarrierFixture.StartAsync();
        var list = List(carrier);

        Assert.False(await list.IsOptedOutAsync(Phone, CancellationToken.None));
        await list.AddAsync(Phone, CancellationToken.None);
        await list.AddAsync(Phone, CancellationToken.None);
        Assert.True(await list.IsOptedOutAsync(Phone, CancellationToken.None));
        Assert.Equal("Failed", await SendAsync(carrier));

        await list.RemoveAsync(Phone, CancellationToken.None);
        Assert.False(await list.IsOptedOutAsync(Phone, CancellationToken.None));
        Assert.Equal("Delivered", await SendAsync(carrier));
    }

    [Theory]
    [InlineData("+18005550100", "Failed")] // Toll-free: the network keeps STOP until START.
    [InlineData("54321", "Delivered")] // A short code's list is the service's alone.
    public async Task Remove_AfterThePhoneTextedStop_LiftsWhatIsNotTheNetworks(string from, string then)
    {
        await using var carrier = await CarrierFixture.StartAsync();
        await carrier.Carrier.TextAsync(CarrierFixture.Phone, from, "STOP");
        await carrier.NextMessageAsync();
        var list = List(carrier, from);
        Assert.True(await list.IsOptedOutAsync(Phone, CancellationToken.None));

        await list.RemoveAsync(Phone, CancellationToken.None);

        Assert.False(await list.IsOptedOutAsync(Phone, CancellationToken.None));
        Assert.Equal(then, await SendAsync(carrier, from));
    }

    [Fact]
    public async Task List_OfACarrierStartedAgain_IsKept()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("microcare-optouts").FullName, "carrier.jsonl");
        var options = new CarrierOptions { StateFile = file, DeliveryDelay = TimeSpan.Zero };
        await using (var before = await CarrierFixture.StartAsync(options))
        {
            await List(before).AddAsync(Phone, CancellationToken.None);
        }

        await using var after = await CarrierFixture.StartAsync(options);

        Assert.True(await List(after).IsOptedOutAsync(Phone, CancellationToken.None));
    }

    [Theory]
    [InlineData(400, """{"error":{"code":"BadRequest"}}""")]
    [InlineData(200, """{"value":[{"to":"x","httpStatusCode":400,"errorMessage":"Invalid recipient phone number format"}]}""")]
    [InlineData(422, "")]
    public async Task Call_ThatTheCarrierRefusesForGood_IsOver(int status, string body)
    {
        var list = Answering(status, body);

        await list.AddAsync(Phone, CancellationToken.None);
        await list.RemoveAsync(Phone, CancellationToken.None);
        Assert.False(await list.IsOptedOutAsync(Phone, CancellationToken.None));
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(404, "")]
    [InlineData(429, "")]
    [InlineData(503, "")]
    [InlineData(200, """{"value":[{"to":"x","httpStatusCode":500,"errorMessage":"Internal Server Error"}]}""")]
    [InlineData(200, """{"value":[]}""")]
    [InlineData(200, "no JSON")]
    public async Task Call_ThatALaterTryMayHelp_FailsWithoutTheNumber(int status, string body)
    {
        var fault = await Assert.ThrowsAsync<OptOutListException>(() => Answering(status, body).AddAsync(Phone, CancellationToken.None));

        Assert.DoesNotContain(Phone.Words, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accesskey=AAAA")]
    [InlineData("endpoint=https://sms.example/")]
    [InlineData("unused")]
    public void Resource_OfHalfAConnectionString_NamesTheSettingAndNotTheKey(string connection)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => CarrierResource.Of(connection));

        Assert.Contains("MicroCare__SmsConnectionString", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", fault.Message, StringComparison.Ordinal);
    }

    private static AcsOptOuts List(CarrierFixture carrier, string from = CarrierFixture.App) =>
        new(CarrierResource.Of(carrier.Carrier.ConnectionString), from, NullLogger<AcsOptOuts>.Instance);

    private static async Task<string?> SendAsync(CarrierFixture carrier, string from = CarrierFixture.App)
    {
        await carrier.Client().SendAsync(from, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));
        return (await carrier.NextMessageAsync()).GetProperty("data").GetProperty("deliveryStatus").GetString();
    }

    private static AcsOptOuts Answering(int status, string body) => new(
        CarrierResource.Of("endpoint=https://sms.example/;accesskey=AAAA"), CarrierFixture.App, NullLogger<AcsOptOuts>.Instance,
        new HttpClientTransport(new HttpClient(new Fixed(status, body))));

    private sealed class Fixed(int status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
