using System.Net;
using System.Text.Json.Nodes;

namespace MicroCare.Conformance;

/// <summary>What comes by the queue, what timers do, and what becomes of messages that cannot be handled.</summary>
[Collection("service")]
public sealed class JourneyConformance(Service service)
{
    [Fact]
    public async Task Enrollment_AsksForConsentAndSetsAnAlarm()
    {
        var (patient, _) = await service.EnrollAsync();
        var view = await service.GetAsync($"api/patients/{patient}", "Care.Team");
        Assert.Equal("awaitingConsent", (string?)view["status"]);
        Assert.NotNull(view["nextWake"]);
        Assert.Equal(["enrolled", "consentAsked"], (await service.FactsAsync(patient)).Take(2));
    }

    [StorageFact]
    public async Task Texts_OfAPatient_MoveTheJourneyAndItsNextWake()
    {
        var (patient, phone) = await service.EnrollAsync();
        await service.PutAsync(Service.Text(phone, "YES"));
        await HasAsync(patient, "programStarted");
        var running = await service.GetAsync($"api/patients/{patient}", "Care.Team");
        Assert.Equal("running", (string?)running["status"]);
        Assert.NotNull(running["nextWake"]);

        await service.PutAsync(Service.Text(phone, "STOP"));
        await HasAsync(patient, "optedOut");
        Assert.Equal("optedOut", (string?)(await service.GetAsync($"api/patients/{patient}", "Care.Team"))["status"]);

        await service.PutAsync(Service.Text(phone, "START"));
        await HasAsync(patient, "optedIn");
        var again = await service.GetAsync($"api/patients/{patient}", "Care.Team");
        Assert.Equal("running", (string?)again["status"]);
        Assert.NotNull(again["nextWake"]);
    }

    [StorageFact]
    public async Task Text_DeliveredThreeTimes_IsOneFact()
    {
        var (patient, phone) = await service.EnrollAsync();
        var yes = Service.Text(phone, "YES", $"Incoming_{Guid.NewGuid():N}");
        for (var i = 0; i < 3; i++)
        {
            await service.PutAsync(yes);
        }

        await HasAsync(patient, "programStarted");
        await service.PutAsync(Service.Text(phone, "HELP"));
        await HasAsync(patient, "helpAsked");
        Assert.Single(await service.FactsAsync(patient), fact => fact == "consentGiven");
    }

    [StorageFact]
    public async Task Message_ThatCannotBeHandled_IsKeptAndReplayed()
    {
        var before = await LettersAsync();
        await service.PutAsync("{ this is no event");
        JsonNode? letter = null;
        await Service.UntilAsync(
            async () => (letter = (await LettersAsync()).FirstOrDefault(candidate => before.All(known => (string?)known["id"] != (string?)candidate["id"]))) is not null,
            "the message to be given up after five tries");
        Assert.Equal("sms-events", (string?)letter!["queue"]);
        Assert.Null(letter["replayedAt"]);

        using var replayed = await service.SendAsync(HttpMethod.Post, $"api/operator/dead-letters/{letter["id"]}/replay", service.Token("Operator"));
        Assert.Equal(HttpStatusCode.Accepted, replayed.StatusCode);
        Assert.Contains(await LettersAsync(), candidate => (string?)candidate["id"] == (string?)letter["id"] && candidate["replayedAt"] is not null);
    }

    private async Task<List<JsonNode>> LettersAsync() => [.. (await service.GetAsync("api/operator/dead-letters", "Operator")).AsArray().Select(letter => letter!)];

    private Task HasAsync(string patient, string fact) => Service.UntilAsync(async () => (await service.FactsAsync(patient)).Contains(fact), fact);
}
