using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MicroCare.Adapters.OnCall;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Tests.Stack;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Tests.Adapters.OnCall;

/// <summary>From a text that tells of danger to a person who says: it is mine.</summary>
public sealed class OnCallTests
{
    [Fact]
    public async Task Danger_NobodyAcknowledges_TellsTierAfterTierThenTheOperatorThenTheFirstAgain()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        Assert.Single(care.CallsTo(CareUnderTest.Nurse)); // At once.
        Assert.Empty(care.CallsTo(CareUnderTest.Lead));

        await care.MinutesAsync(5);
        Assert.Single(care.CallsTo(CareUnderTest.Lead));
        Assert.Single(care.CallsTo(CareUnderTest.Director));
        Assert.Empty(Alarms(care));

        await care.MinutesAsync(5);
        Assert.Single(Alarms(care));
        Assert.Equal(3, (int)(await care.CaseAsync())["tiersTold"]!);

        await care.MinutesAsync(14);
        Assert.Single(care.CallsTo(CareUnderTest.Nurse));
        await care.MinutesAsync(1);
        Assert.Equal(2, care.CallsTo(CareUnderTest.Nurse).Count);
        Assert.Equal(
            ["peopleCalled", "peopleCalled", "operatorAlarmed", "peopleCalled"],
            (await care.Service.FactsAsync(care.PatientId)).Where(fact => fact is "peopleCalled" or "operatorAlarmed"));
    }

    [Fact]
    public async Task Danger_AcknowledgedOverTheApi_CallsNobodyElse()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        using var response = await care.PostAsync($"api/cases/{(await care.CaseAsync())["id"]}/acknowledge");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await care.MinutesAsync(12);

        Assert.Empty(care.CallsTo(CareUnderTest.Lead));
        Assert.Empty(Alarms(care));
        var id = (string)(await care.CaseAsync())["id"]!;
        Assert.True((await care.Service.Host.Durable.GetInstanceAsync($"escalation-{id}-1"))!.IsCompleted);
    }

    [Fact]
    public async Task Danger_WrittenAgainAfterItWasTaken_CallsAgain()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        using var response = await care.PostAsync($"api/cases/{(await care.CaseAsync())["id"]}/acknowledge");
        await care.MinutesAsync(20);
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);

        Assert.Equal(2, care.CallsTo(CareUnderTest.Nurse).Count);
        Assert.Contains("round 2", care.CallsTo(CareUnderTest.Nurse)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clinic_WithNobodyOnCall_AlarmsTheOperatorAtOnceAndEveryQuarterOfAnHour()
    {
        await using var care = await CareUnderTest.StartAsync(onCall: "", change: options => options.Settings["MicroCare__Operator__Phone"] = CareUnderTest.Director);
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        Assert.Single(care.CallsTo(CareUnderTest.Director));
        await care.MinutesAsync(30);

        Assert.Equal(3, care.CallsTo(CareUnderTest.Director).Count);
        Assert.Equal(3, Alarms(care).Count);
    }

    [Theory]
    [InlineData("ACK")]
    [InlineData("ack.")]
    [InlineData("Voy")]
    public async Task Reply_OfSomebodyOnCall_TakesTheCaseAndThanksThem(string words)
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        await care.Service.WriteAsync(CareUnderTest.Nurse, words);

        var one = await care.CaseAsync();
        Assert.Equal(("acknowledged", "oncall:nurse-on-duty"), ((string?)one["status"], (string?)one["acknowledgedBy"]));
        Assert.Equal($"Thank you, case {one["id"]} is yours. Look it up and call the patient now.", care.Service.TextsTo(CareUnderTest.Nurse).Last());
        await care.MinutesAsync(12);
        Assert.Empty(care.CallsTo(CareUnderTest.Lead));
        await care.Service.WriteAsync(CareUnderTest.Nurse, "ack");
        Assert.StartsWith("No emergency", care.Service.TextsTo(CareUnderTest.Nurse).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_ThatComesTwice_TakesNoSecondCase()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "3125550143"));
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        await care.Service.WriteAsync("+13125550143", CareUnderTest.Danger);
        var text = care.Service.TextEvent(CareUnderTest.Nurse, "ACK", "ack-1");
        foreach (var id in (string[])["e1", "e2"])
        {
            text["id"] = id;
            await care.Service.PutAsync(text.ToJsonString());
            await care.Service.QuietAsync();
        }

        Assert.Single(await care.CasesAsync("?status=open"));
        Assert.Single(await care.CasesAsync("?status=acknowledged"));
        Assert.EndsWith("1 more wait: reply ACK for the next.", care.Service.TextsTo(CareUnderTest.Nurse).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_ThatNamesACase_TakesThatOne()
    {
        await using var care = await CareUnderTest.StartAsync();
        var other = await care.Service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "3125550143"));
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        await care.Service.WriteAsync("+13125550143", CareUnderTest.Danger);
        var first = (string)Assert.Single(await care.CasesAsync($"?patient={care.PatientId}"))!["id"]!;
        await care.Service.WriteAsync(CareUnderTest.Nurse, $"ack {first.ToUpperInvariant()}");

        Assert.Equal(other, (string)Assert.Single(await care.CasesAsync("?status=open"))!["patientId"]!);
    }

    [Fact]
    public async Task Reply_OfAStranger_TakesNothing()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        await care.Service.WriteAsync("+13125550199", "ACK");

        Assert.Equal("open", (string?)(await care.CaseAsync())["status"]);
        Assert.StartsWith("This is an automated", care.Service.TextsTo("+13125550199").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_OfAContact_GetsASignedCallWithoutAnythingOfThePatient()
    {
        await using var pager = RecordingWebhook.Start();
        await using var care = await CareUnderTest.StartAsync(
            "webhook_secret: \"${SECRET}\"", Tiers(pager.Address), change: options => options.Settings["SECRET"] = "s3cret");
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);

        var call = Assert.Single(pager.Calls);
        var body = JsonNode.Parse(call.Body)!.AsObject();
        var id = (string)(await care.CaseAsync())["id"]!;
        Assert.Equal(["acknowledge", "case", "clinic", "openedAt", "reason", "round", "tier", "urgency"], body.Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal((id, "crisis", "emergency", $"/api/cases/{id}/acknowledge"), ((string)body["case"]!, (string)body["reason"]!, (string)body["urgency"]!, (string)body["acknowledge"]!));
        Assert.Equal($"oncall_{id}_1_1_0", call.Key);
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8.ToArray(), Encoding.UTF8.GetBytes(call.Body)))}", call.Signature);
    }

    [Fact]
    public async Task Contact_ThatIsNotReached_StopsNoOther_AndTheNextTierIsToldSooner()
    {
        await using var pager = RecordingWebhook.Start(HttpStatusCode.InternalServerError);
        await using var care = await CareUnderTest.StartAsync(onCall: Tiers(pager.Address));
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        Assert.Empty(care.CallsTo(CareUnderTest.Lead));
        await care.MinutesAsync(1);

        Assert.Single(care.CallsTo(CareUnderTest.Lead));
        Assert.Contains(care.Service.Logs.All, line => line.Contains("Pager was not reached by webhook: HTTP 500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tier_ToldTwice_TellsNobodyTwice()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        var onCall = care.Service.Host.Services.GetRequiredService<IOnCall>();
        var id = new EffectKey((string)(await care.CaseAsync())["id"]!);

        Assert.False((await onCall.CallAsync(id, 1, 1, CancellationToken.None)).Done);
        Assert.Single(care.CallsTo(CareUnderTest.Nurse));
        Assert.True((await onCall.CallAsync(id, 2, 1, CancellationToken.None)).Done); // No such round.
        Assert.True((await onCall.CallAsync(new EffectKey("p1.2"), 1, 1, CancellationToken.None)).Done); // No such patient.
    }

    [Fact]
    public async Task Call_LostOnItsWay_IsFoundByTheWatch()
    {
        await using var care = await CareUnderTest.StartAsync(services: collection => collection.AddSingleton<ICallQueue>(new InMemoryCallQueue()));
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        Assert.Empty(care.CallsTo(CareUnderTest.Nurse));
        await care.MinutesAsync(16);

        Assert.Single(care.CallsTo(CareUnderTest.Nurse));
        Assert.Contains(care.Service.Logs.All, line => line.Contains("its escalation was lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Escalation_ThatWasEnded_GoesOnWithTheNextTierByTheWatch()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        var id = (string)(await care.CaseAsync())["id"]!;
        await care.Service.Host.Durable.TerminateInstanceAsync($"escalation-{id}-1");
        await care.MinutesAsync(16);

        Assert.Single(care.CallsTo(CareUnderTest.Nurse));
        Assert.Single(care.CallsTo(CareUnderTest.Lead));
    }

    [Fact]
    public async Task Call_TwiceOnTheQueue_IsOneEscalation()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        var message = StorageCallQueue.MessageOf(new EffectKey((string)(await care.CaseAsync())["id"]!), 1);
        for (var i = 0; i < 3; i++)
        {
            await care.Service.Host.Queues.SendAsync(StorageCallQueue.Name, BinaryData.FromString(message), CancellationToken.None);
        }

        await care.MinutesAsync(5);
        Assert.Single(care.CallsTo(CareUnderTest.Nurse));
        Assert.Single(care.CallsTo(CareUnderTest.Lead));
    }

    [Fact]
    public async Task Call_ThatCannotBeRead_BecomesADeadLetter()
    {
        await using var care = await CareUnderTest.StartAsync();
        await care.Service.Host.Queues.SendAsync(StorageCallQueue.Name, BinaryData.FromString("no call"), CancellationToken.None);
        await care.Service.RetryQueuesUntilAsync(async () => (await care.Service.Http.GetFromJsonAsync<JsonArray>("api/operator/dead-letters"))!.Count == 1);

        Assert.Equal("calls", (string?)(await care.Service.Http.GetFromJsonAsync<JsonArray>("api/operator/dead-letters"))![0]!["queue"]);
    }

    [Fact]
    public async Task Escalation_FromEndToEnd_LeavesNothingOfThePatientOutsideItsRows()
    {
        await using var pager = RecordingWebhook.Start();
        await using var care = await CareUnderTest.StartAsync(onCall: Tiers(pager.Address));
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        await care.MinutesAsync(12);
        using var read = await care.Service.Http.GetAsync(new Uri($"api/cases/{(await care.CaseAsync())["id"]}", UriKind.Relative));
        read.EnsureSuccessStatusCode();
        string[] canaries = ["Canarina", "Testperson", "canaryword", "5550142"];

        var instances = new List<string>();
        await foreach (var instance in care.Service.Host.Durable.GetAllInstancesAsync(new() { FetchInputsAndOutputs = true }))
        {
            instances.Add($"{instance.InstanceId} {instance.SerializedInput} {instance.SerializedOutput}");
        }

        Assert.Contains(instances, line => line.StartsWith("escalation-", StringComparison.Ordinal));
        foreach (var place in (IEnumerable<string>[])[
            care.TextsToStaff.Select(text => $"{text.Body.Words} {text.Key}"), pager.Calls.Select(call => $"{call.Body} {call.Key}"), instances, care.Service.Logs.All])
        {
            var lines = place.ToList();
            Assert.NotEmpty(lines);
            Assert.All(canaries, canary => Assert.DoesNotContain(lines, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase)));
        }
    }

    private static string Tiers(Uri pager) => $$"""
        on_call:
          - - { name: Pager, webhook: "{{pager}}" }
          - - { name: Clinical lead, phone: "{{CareUnderTest.Lead}}" }
        """;

    private static List<string> Alarms(CareUnderTest care) => [.. care.Service.Logs.All.Where(line => line.Contains("nobody on call has acknowledged", StringComparison.Ordinal))];
}
