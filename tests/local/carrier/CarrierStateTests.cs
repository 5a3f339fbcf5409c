using System.Text.Json;
using Azure;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using MicroCare.Local.Carriers;

namespace MicroCare.Tests.Local.Carriers;

public sealed class CarrierStateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-carrier-").FullName;

    private string StateFile => Path.Combine(_folder, "carrier.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Carrier_StartedAgainOnItsFile_KnowsTextsBlocksAndUnfinishedDeliveries()
    {
        var slow = new CarrierOptions { StateFile = StateFile, DeliveryDelay = TimeSpan.FromMinutes(1) };
        string sent;
        await using (var before = await CarrierFixture.StartAsync(slow))
        {
            var result = await before.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello", new SmsSendOptions(true));
            sent = result.Value.MessageId!;
            await before.Carrier.TextAsync("+12065550102", CarrierFixture.App, "STOP");
            await before.NextMessageAsync();
        }

        await using var after = await CarrierFixture.StartAsync(slow);
        Assert.Equal([sent], after.Carrier.Ledger.Of(CarrierFixture.Phone).Select(text => text.MessageId));
        var arrival = after.NextTextAsync();
        after.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(sent, (await arrival).MessageId);
        Assert.Equal(sent, (await after.NextMessageAsync()).GetProperty("id").GetString());
        await after.Client().SendAsync(CarrierFixture.App, "+12065550102", "Still there?");
        Assert.Equal("Sender blocked for given recipient.", after.Carrier.Ledger.Of("+12065550102")[^1].Details);
    }

    [Fact]
    public async Task Carrier_StartedAgainOnItsFile_RemembersRepeatabilityIds()
    {
        var options = new CarrierOptions { StateFile = StateFile, DeliveryDelay = TimeSpan.Zero };
        var replay = new Replay();
        string first;
        await using (var before = await CarrierFixture.StartAsync(options))
        {
            var client = before.Client(client => client.AddPolicy(replay, HttpPipelinePosition.PerCall));
            first = (await client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Once")).Value.MessageId!;
        }

        await using var after = await CarrierFixture.StartAsync(options);
        var again = await after.Client(client => client.AddPolicy(replay, HttpPipelinePosition.PerCall))
            .SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Once");

        Assert.Equal(first, again.Value.MessageId);
        Assert.Single(after.Carrier.Ledger.All);
    }

    [Fact]
    public async Task Carrier_StartedAfterATextWasDue_RingsThePhoneOnce()
    {
        var slow = new CarrierOptions { StateFile = StateFile, DeliveryDelay = TimeSpan.FromMinutes(1) };
        await using (var before = await CarrierFixture.StartAsync(slow))
        {
            await before.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, "Hello");
        }

        var rung = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            var expected = run == 0 ? 2 : 3;
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var after = await CarrierFixture.StartAsync(
                slow with { DeliveryDelay = TimeSpan.Zero },
                carrier => carrier.OnText((text, _) =>
                {
                    lock (rung)
                    {
                        rung.Add(text.Body);
                        if (rung.Count >= expected)
                            enough.TrySetResult();
                    }
                    return Task.CompletedTask;
                }));
            after.Time.Advance(TimeSpan.FromMinutes(2));
            await after.Client().SendAsync(CarrierFixture.App, CarrierFixture.Phone, $"run {run}");
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(["Hello", "run 0", "run 1"], rung.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Carrier_WhoseFileEndsInHalfALine_DropsIt()
    {
        var options = new CarrierOptions { StateFile = StateFile, DeliveryDelay = TimeSpan.Zero };
        await using (var before = await CarrierFixture.StartAsync(options))
        {
            await before.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "Hi");
            await before.NextMessageAsync();
        }
        await File.AppendAllTextAsync(StateFile, "{\"kind\":\"taken\",\"Te");

        await using (var after = await CarrierFixture.StartAsync(options))
        {
            await after.Carrier.TextAsync(CarrierFixture.Phone, CarrierFixture.App, "Hi again");
        }

        await using var last = await CarrierFixture.StartAsync(options);
        Assert.Equal(["Hi", "Hi again"], last.Carrier.Ledger.All.Select(text => text.Body));
    }

    [Fact]
    public async Task OptOuts_AddedRemovedAndChecked_AreTheNetworksList()
    {
        await using var fixture = await CarrierFixture.StartAsync();
        var (_, none) = await OptOutAsync(fixture, "check");
        await OptOutAsync(fixture, "add");
        var (_, added) = await OptOutAsync(fixture, "check");
        await OptOutAsync(fixture, "remove");
        var (status, removed) = await OptOutAsync(fixture, "check");

        Assert.Equal(200, status);
        Assert.Equal([false, true, false], new[] { none, added, removed }.Select(item => item.GetProperty("isOptedOut").GetBoolean()));
    }

    // Signed by the client's own pipeline, sent to another path.
    private static async Task<(int Status, JsonElement Item)> OptOutAsync(CarrierFixture fixture, string operation)
    {
        var body = $$"""{"from":"{{CarrierFixture.App}}","recipients":[{"to":"{{CarrierFixture.Phone}}"}]}""";
        var redirect = new Redirect(new Uri(fixture.Carrier.Endpoint, $"/sms/optouts:{operation}?api-version=2026-01-23"), body);
        var client = fixture.Client(options => options.AddPolicy(redirect, HttpPipelinePosition.PerCall));
        await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync(CarrierFixture.App, CarrierFixture.Phone, "-"));
        return (redirect.Answer!.Status, JsonDocument.Parse(redirect.Answer.Content).RootElement.GetProperty("value")[0]);
    }

    private sealed class Redirect(Uri uri, string body) : HttpPipelineSynchronousPolicy
    {
        public Response? Answer { get; private set; }

        public override void OnSendingRequest(HttpMessage message)
        {
            message.Request.Uri.Reset(uri);
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body));
        }

        public override void OnReceivedResponse(HttpMessage message) => Answer = message.Response;
    }

    // Sends the first body again, whatever the client made.
    private sealed class Replay : HttpPipelineSynchronousPolicy
    {
        private byte[]? _body;

        public override void OnSendingRequest(HttpMessage message)
        {
            if (_body is null)
            {
                using var body = new MemoryStream();
                message.Request.Content!.WriteTo(body, CancellationToken.None);
                _body = body.ToArray();
            }
            message.Request.Content = RequestContent.Create(_body);
        }
    }
}
