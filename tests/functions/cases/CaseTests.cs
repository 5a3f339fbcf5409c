using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions.Cases;

/// <summary>The care team's cases over HTTP.</summary>
public sealed class CaseTests : IAsyncLifetime
{
    private CareUnderTest _care = null!;

    public async Task InitializeAsync()
    {
        _care = await CareUnderTest.StartAsync();
        await _care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
    }

    public async Task DisposeAsync() => await _care.DisposeAsync();

    [Fact]
    public async Task List_ShowsTheCaseWithoutWords()
    {
        await _care.MinutesAsync(7);
        var one = await _care.CaseAsync();

        Assert.Equal(
            (_care.PatientId, "riverside", "crisis", "emergency", "open", 7, 2),
            ((string?)one["patientId"], (string?)one["clinic"], (string?)one["reason"], (string?)one["urgency"], (string?)one["status"], (int)one["ageMinutes"]!, (int)one["tiersTold"]!));
        Assert.Equal($"/api/cases/{one["id"]}/acknowledge", (string?)one["links"]!["acknowledge"]);
        Assert.DoesNotContain("canary", one.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task List_Filtered_ShowsThose()
    {
        await _care.Service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "3125550143"));
        await _care.Service.WriteAsync("+13125550143", "YES");
        await _care.Service.WriteAsync("+13125550143", "please call me");
        Assert.Equal(["crisis", "wantsPerson"], (await _care.CasesAsync()).Select(one => (string)one!["reason"]!));
        Assert.Equal(["wantsPerson"], (await _care.CasesAsync("?urgency=urgent")).Select(one => (string)one!["reason"]!));
        Assert.Equal(["crisis"], (await _care.CasesAsync("?reason=crisis&clinic=riverside&sort=age&top=5")).Select(one => (string)one!["reason"]!));
        Assert.Empty(await _care.CasesAsync("?assignee=me"));
        Assert.Empty(await _care.CasesAsync("?clinic=northside"));
        Assert.Empty(await _care.CasesAsync("?status=resolved"));
        Assert.Single(await _care.CasesAsync("?top=1"));
    }

    [Theory]
    [InlineData("status", "closed")]
    [InlineData("status", "Open")]
    [InlineData("urgency", "high")]
    [InlineData("reason", "7")]
    [InlineData("patient", "..")]
    [InlineData("sort", "name")]
    [InlineData("top", "0")]
    [InlineData("top", "1e3")]
    public async Task List_WithABadValue_NamesTheField(string field, string value)
    {
        using var response = await _care.Service.Http.GetAsync(new Uri($"api/cases?{field}={value}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]![field]);
    }

    [Fact]
    public async Task Case_HasItsHistoryAndTheWordsThatRaisedIt()
    {
        var file = await FileAsync();
        var raised = Assert.Single(file["raisedBy"]!.AsArray())!;

        Assert.Equal((CareUnderTest.Danger, "crisis"), ((string?)raised["text"], (string?)raised["class"]));
        Assert.NotEmpty(raised["reasons"]!.AsArray());
        Assert.Equal(["caseOpened", "peopleCalled"], file["history"]!.AsArray().Select(fact => (string)fact!["type"]!));
    }

    [Fact]
    public async Task Case_FromOpenToResolved_KeepsWhoDidWhat()
    {
        var id = (string)(await _care.CaseAsync())["id"]!;
        Assert.Equal("tester", (string?)(await OkAsync($"api/cases/{id}/acknowledge"))["acknowledgedBy"]);
        Assert.Equal("nurse-8", (string?)(await OkAsync($"api/cases/{id}/assign", new { to = "nurse-8" }))["assignee"]);
        Assert.Equal("acknowledged", (string?)(await OkAsync($"api/cases/{id}/note", new { text = "called back" }))["status"]);
        Assert.Single(await _care.CasesAsync("?assignee=nurse-8&status=acknowledged"));
        Assert.Equal("resolved", (string?)(await OkAsync($"api/cases/{id}/resolve", new { note = "is safe" }))["status"]);

        Assert.Empty(await _care.CasesAsync());
        Assert.Single(await _care.CasesAsync("?status=resolved"));
        var file = (await _care.Service.Http.GetFromJsonAsync<JsonObject>($"api/cases/{id}"))!;
        Assert.Equal("resolved", (string?)file["case"]!["status"]);
        Assert.Equal(
            ["called back", "is safe"], file["history"]!.AsArray().Select(fact => (string?)fact!["words"]).OfType<string>());
        foreach (var (path, body) in ((string, object?)[])[("acknowledge", null), ("assign", new { to = "me" }), ("note", new { text = "late" }), ("resolve", new { })])
        {
            using var response = await _care.PostAsync($"api/cases/{id}/{path}", body);
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("assign", "to", "")]
    [InlineData("assign", "to", "two words")]
    [InlineData("note", "text", " ")]
    [InlineData("resolve", "note", " ")]
    public async Task Act_WithABadField_NamesIt(string action, string field, string value)
    {
        using var response = await _care.PostAsync($"api/cases/{(await _care.CaseAsync())["id"]}/{action}", new JsonObject { [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]![field]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("p.1")]
    [InlineData("..%2f.1")]
    [InlineData("aaaa.99999999999999")]
    public async Task Case_ThatIsNone_Is404(string id)
    {
        using var response = await _care.Service.Http.GetAsync(new Uri($"api/cases/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Case_NotOfThisNumber_Is404()
    {
        using var response = await _care.Service.Http.GetAsync(new Uri($"api/cases/{_care.PatientId}.1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Note_SentTwiceWithItsKey_IsOneNote()
    {
        var path = $"api/cases/{(await _care.CaseAsync())["id"]}/note";
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { text = "once" }), Headers = { { "Idempotency-Key", "k1" } } };
            using var response = await _care.Service.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Single((await FileAsync())["history"]!.AsArray(), fact => (string?)fact!["type"] == "caseNoted");
    }

    [Fact]
    public async Task List_ForCallersOfAnotherClinic_ShowsNothing()
    {
        using var http = new HttpClient { BaseAddress = _care.Service.Host.BaseUri };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _care.Service.Token([Roles.CareTeam], "northside"));

        Assert.Empty((await http.GetFromJsonAsync<JsonArray>("api/cases"))!);
    }

    private async Task<JsonObject> FileAsync() => (await _care.Service.Http.GetFromJsonAsync<JsonObject>($"api/cases/{(await _care.CaseAsync())["id"]}"))!;

    private async Task<JsonObject> OkAsync(string path, object? body = null)
    {
        using var response = await _care.PostAsync(path, body);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
