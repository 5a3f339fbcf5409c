using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Adapters.Exports;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MicroCare.Tests.Functions.Privacy;

/// <summary>Consents, a person's own copy, erasure, retention and research consent, over HTTP and on a virtual clock.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private const string Phone = "+13125550142";
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private readonly AuditEntries _audit = new();
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await ServiceUnderTest.StartAsync(
        Friday,
        services => services.AddSingleton<IAuditTrail>(_audit),
        options =>
        {
            options.Settings["MicroCare__Retention__EndedJourneys"] = "30";
            options.Settings["MicroCare__Retention__DeadLetters"] = "10";
            options.Settings["MicroCare__Retention__Exports"] = "20";
        });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Erase_EndsInNothing_AndTheAuditStays()
    {
        var patient = await LiveAsync();
        using var ordered = await EraseAsync(patient);
        Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        Assert.Equal($"/api/patients/{patient}/erasure", ordered.Headers.Location!.ToString());
        await _service.QuietAsync();
        Assert.Equal("running", (string?)(await ErasureAsync(patient))["status"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Http.GetAsync(new Uri($"api/patients/{patient}", UriKind.Relative))).StatusCode); // From the first moment.

        await _service.PassAsync(TimeSpan.FromMinutes(2));
        var done = await ErasureAsync(patient);
        Assert.Equal(("completed", "patientRequest"), ((string?)done["status"], (string?)done["reason"]));
        Assert.NotNull(done["finishedAt"]);
        using var again = await EraseAsync(patient);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(done["finishedAt"]!.ToString(), (await again.Content.ReadFromJsonAsync<JsonObject>())!["finishedAt"]!.ToString());
        Assert.Contains(_audit.All, entry => entry is { What: "ErasePatient", Why: "PATRQT", Who: "tester" } && entry.Patient.Value == patient);

        await _service.PassAsync(TimeSpan.FromMinutes(30));
        var instances = new List<string>();
        await foreach (var instance in _service.Host.Durable.GetAllInstancesAsync())
        {
            instances.Add(instance.InstanceId);
        }

        Assert.DoesNotContain(instances, id => id.Contains(patient, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erase_OfNobody_OrForNoReasonThatIsKnown_IsRefused()
    {
        using var nobody = await EraseAsync("nobody");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        var patient = await LiveAsync();
        foreach (var reason in (string?[])[null, "", "retention", "PatientRequest", "0", "because Maria asked"])
        {
            using var refused = await EraseAsync(patient, reason);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.DoesNotContain("Maria", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _service.Http.GetAsync(new Uri($"api/patients/{patient}/erasure", UriKind.Relative))).StatusCode);
        Assert.NotNull(await _service.PatientAsync(patient));
    }

    [Fact]
    public async Task Texts_ThatComeAfterTheErasure_AreAStrangers()
    {
        var patient = await LiveAsync();
        using var ordered = await EraseAsync(patient);
        await _service.QuietAsync();
        foreach (var pass in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMinutes(2)])
        {
            await _service.PassAsync(pass);
            var before = _service.Phone.Count;
            await _service.WriteAsync(Phone, "are you there?");
            Assert.InRange(_service.Phone.Count - before, 0, 1); // A stranger is answered once a day.
        }

        Assert.Equal(UnknownAnswer, _service.TextsTo(Phone).Last());
        Assert.Empty(await _service.Host.Services.GetRequiredService<IPatientStore>().ReadFactsAsync(new PatientId(patient), CancellationToken.None));
        await _service.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal(UnknownAnswer, _service.TextsTo(Phone).Last()); // No alarm rings any more.
    }

    [Fact]
    public async Task Enrollment_OfANumberWhoseOwnerSaidStopAndWasErased_IsAConflictUntilStart()
    {
        var patient = await LiveAsync();
        await _service.WriteAsync(Phone, "STOP");
        using var ordered = await EraseAsync(patient);
        using var early = await _service.Http.PostAsJsonAsync("api/enrollments", ServiceUnderTest.Enrollment("A-1", "3125550142"));
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode); // Being erased.
        await _service.PassAsync(TimeSpan.FromMinutes(2));
        using var refused = await _service.Http.PostAsJsonAsync("api/enrollments", ServiceUnderTest.Enrollment("B-2", "3125550142"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("START", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await _service.WriteAsync(Phone, "START");
        await _service.EnrollAsync(ServiceUnderTest.Enrollment("B-2", "3125550142"));
    }

    [Fact]
    public async Task Consents_ShowWhatWasAskedAndAnswered_AndTheNumberToThePrivacyOfficerOnly()
    {
        var patient = await LiveAsync();
        await _service.WriteAsync(Phone, "DATA STOP");
        var seen = (await _service.Http.GetFromJsonAsync<JsonObject>($"api/patients/{patient}/consents"))!["consents"]!.AsArray();
        Assert.Equal(["care", "research", "care"], seen.Select(consent => (string)consent!["kind"]!));
        var byText = seen[2]!;
        Assert.Equal(("yes", "en", Phone), ((string?)byText["answer"], (string?)byText["language"], (string?)byText["fromNumber"]));
        Assert.Contains("CONSENT", (string)byText["shown"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("Canarina", (string)byText["shown"]!, StringComparison.Ordinal);
        Assert.NotNull(seen[1]!["withdrawnAt"]);
        Assert.Contains(_audit.All, entry => entry.What == "GetConsents");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/patients/{patient}/consents");
        request.Headers.Authorization = new("Bearer", _service.Token([Roles.CareTeam], "riverside"));
        using var response = await _service.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("3125550142", text, StringComparison.Ordinal);
        Assert.Contains((string)byText["fromHash"]!, text, StringComparison.Ordinal);
        Assert.Contains(_audit.All, entry => entry is { What: "GetConsents", Why: "TREAT" });
    }

    [Fact]
    public async Task Copy_ForThePerson_HoldsAllOfThemInWords_AndNoKeyOrHash()
    {
        var patient = await LiveAsync();
        await _service.WriteAsync(Phone, "i want to kill myself");
        var journeys = _service.Host.Services.GetRequiredService<IJourneys>();
        var id = new PatientId(patient);
        var opened = (await journeys.ReadAsync(id, CancellationToken.None))!.State.Cases[0].Id;
        await journeys.TakeAsync(id, new JourneyInput.CaseActed(opened, CaseAction.Note, "nurse-7", Note: new PatientText("called back")) { Id = new InputId("n") }, CancellationToken.None);
        await journeys.TakeAsync(id, new JourneyInput.StaffWrote(new PatientText("Ana: how are you?"), "nurse-7") { Id = new InputId("s") }, CancellationToken.None);

        var text = await _service.Http.GetStringAsync($"api/patients/{patient}/export");
        var copy = JsonNode.Parse(text)!;
        Assert.Equal(("Canarina Testperson", Phone), ((string?)copy["contact"]!["name"], (string?)copy["contact"]!["phone"]));
        Assert.Equal("America/Chicago", (string?)copy["profile"]!["timeZone"]);
        Assert.Contains(copy["conversation"]!.AsArray(), one => (string)one!["from"]! == "you" && (string)one["text"]! == "i want to kill myself");
        Assert.Contains(copy["conversation"]!.AsArray(), one => (string)one!["text"]! == "Ana: how are you?");
        var given = Assert.Single(copy["cases"]!.AsArray(), one => (string)one!["reason"]! == "crisis")!;
        Assert.Contains(given["events"]!.AsArray(), one => ((string)one!["what"]!).Contains("called back", StringComparison.Ordinal));
        Assert.Contains(copy["answers"]!.AsArray(), one => (string)one!["answer"]! == "6");
        Assert.Contains(copy["whoLooked"]!.AsArray(), one => (string)one!["what"]! == "ExportPatient" && (string)one["why"]! == "PATRQT");
        Assert.EndsWith("-05:00", (string)copy["profile"]!["enrolled"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(patient, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.Host.Services.GetRequiredService<Pseudonyms>().PhoneKey(new PatientText(Phone)), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AfterDataStop_HoldsNothingOfThePerson_AndCountsThem()
    {
        await LiveAsync();
        var first = await ExportAsync();
        Assert.Equal((1, 0), ((int)first["participants"]!, (int)first["withoutConsent"]!));
        Assert.True((int)first["rows"]! > 0);
        await _service.WriteAsync(Phone, "DATA STOP");
        var second = await ExportAsync();
        Assert.Equal((0, 1, 0), ((int)second["participants"]!, (int)second["withoutConsent"]!, (int)second["rows"]!));
    }

    [Fact]
    public async Task Export_UnderWayWhenConsentIsTakenBack_IsFinishedWithoutThePerson()
    {
        await LiveAsync();
        var exports = _service.Host.Services.GetRequiredService<IExports>();
        var rows = 0;
        for (var share = 0; share < exports.Shares; share++)
        {
            rows += await exports.WriteShareAsync("e1", "riverside", share, CancellationToken.None);
        }

        Assert.True(rows > 0);
        await _service.WriteAsync(Phone, "DATA STOP");
        var manifest = await exports.FinishAsync("e1", "riverside", Instant.FromUtc(2026, 11, 1, 0, 0), CancellationToken.None);
        Assert.Equal((0, 0, 1), (manifest.Rows, manifest.Participants, manifest.WithoutConsent));
    }

    [Fact]
    public async Task Retention_ErasesWhatEndedLongAgo_AndLeavesTheRest()
    {
        var ended = await LiveAsync();
        await _service.WriteAsync(Phone, "STOP");
        var held = await EnrollAsync("H-1", "3125550143"); // Stops too, but with a case that nobody has resolved.
        await _service.WriteAsync("+13125550143", "YES");
        await _service.WriteAsync("+13125550143", "i want to kill myself");
        await _service.WriteAsync("+13125550143", "STOP");
        await ExportAsync();
        await _service.Host.Services.GetRequiredService<IDeadLetters>().KeepAsync(
            "m1", "sms-events", new PatientText("words"), Instant.FromDateTimeOffset(_service.Time.GetUtcNow()), CancellationToken.None);

        await _service.PassAsync(TimeSpan.FromDays(15));
        Assert.Empty(await _service.Http.GetFromJsonArrayAsync("api/operator/dead-letters"));
        Assert.NotNull(await _service.PatientAsync(ended));
        Assert.NotEmpty(await FilesAsync());
        await _service.PassAsync(TimeSpan.FromDays(17));

        Assert.Equal(HttpStatusCode.NotFound, (await _service.Http.GetAsync(new Uri($"api/patients/{ended}", UriKind.Relative))).StatusCode);
        Assert.Equal(("completed", "retention"), ((string?)(await ErasureAsync(ended))["status"], (string?)(await ErasureAsync(ended))["reason"]));
        Assert.NotNull(await _service.PatientAsync(held));
        Assert.Empty(await FilesAsync());
        Assert.Contains(_service.Logs.All, line => line.Contains("By age: 1 ended journeys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retention_BeginsAnewAnErasureWhoseProcessDiedBeforeItStarted()
    {
        var patient = await LiveAsync();
        await _service.Host.Services.GetRequiredService<IErasure>().BeginAsync(
            [new ClinicId("riverside")], new PatientId(patient), "officer", ErasureReason.PatientRequest, CancellationToken.None);
        Assert.Equal("pending", (string?)(await ErasureAsync(patient))["status"]);
        await _service.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("completed", (string?)(await ErasureAsync(patient))["status"]);
    }

    private static string UnknownAnswer => MicroCare.Core.Replies.UnknownSender.Answer;

    private Task<string> EnrollAsync(string externalId, string phone)
    {
        var enrollment = ServiceUnderTest.Enrollment(externalId, phone);
        enrollment["researchConsent"] = "paper form";
        return _service.EnrollAsync(enrollment);
    }

    private async Task<string> LiveAsync()
    {
        var patient = await EnrollAsync("A-1", "3125550142");
        await _service.WriteAsync(Phone, "YES");
        await _service.PassUntilAsync(Friday.AddHours(23));
        await _service.WriteAsync(Phone, "6");
        return patient;
    }

    private Task<HttpResponseMessage> EraseAsync(string patient, string? reason = "patientRequest") =>
        _service.Http.PostAsJsonAsync($"api/patients/{patient}/erase", new JsonObject { ["reason"] = reason });

    private async Task<JsonObject> ErasureAsync(string patient) => (await _service.Http.GetFromJsonAsync<JsonObject>($"api/patients/{patient}/erasure"))!;

    private async Task<JsonObject> ExportAsync()
    {
        using var ordered = await _service.Http.PostAsJsonAsync("api/exports", new { clinic = "riverside" });
        await _service.QuietAsync();
        var status = (await _service.Http.GetFromJsonAsync<JsonObject>(ordered.Headers.Location))!;
        Assert.Equal("completed", (string?)status["status"]);
        return status;
    }

    private async Task<List<string>> FilesAsync()
    {
        var names = new List<string>();
        await foreach (var file in _service.Host.Services.GetRequiredService<IExportFiles>().ListAsync("", CancellationToken.None))
        {
            names.Add(file.Name);
        }

        return names;
    }
}
