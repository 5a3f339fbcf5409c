using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MicroCare.Functions.Access;
using MicroCare.Tests.Fuzz;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions;

/// <summary>The HTTP API, good and bad input.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await ServiceUnderTest.StartAsync(Friday);

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Enroll_TheSameExternalIdTwice_AnswersTheFirstResult()
    {
        using var first = await _service.Http.PostAsJsonAsync("api/enrollments", ServiceUnderTest.Enrollment("A-1", "(312) 555-0142"));
        var again = ServiceUnderTest.Enrollment("A-1", "(312) 555-0199");
        using var second = await _service.Http.PostAsJsonAsync("api/enrollments", again);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        await _service.QuietAsync();
        Assert.Single(_service.Phone);
    }

    [Fact]
    public async Task Enroll_APhoneOfAnotherJourney_IsAConflict()
    {
        await _service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        using var response = await _service.Http.PostAsJsonAsync("api/enrollments", ServiceUnderTest.Enrollment("A-2", "312-555-0142"));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.DoesNotContain("5550142", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phone", "+44 20 7946 0958")]
    [InlineData("phone", "555")]
    [InlineData("phone", "1234567890")]
    [InlineData("phone", null)]
    [InlineData("program", "no-such-program")]
    [InlineData("program", null)]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("timeZone", "Eastern Standard Time")]
    [InlineData("language", "fr")]
    [InlineData("consentSource", null)]
    [InlineData("consentSource", "  ")]
    [InlineData("clinic", "../etc")]
    [InlineData("externalId", "")]
    [InlineData("name", "\u0000")]
    public async Task Enroll_WithABadField_NamesItAndNotItsValue(string field, string? value)
    {
        var body = ServiceUnderTest.Enrollment("A-1", "3125550142");
        body[field] = value;
        using var response = await _service.Http.PostAsJsonAsync("api/enrollments", body);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(JsonNode.Parse(text)!["errors"]![field]);
        if (value is { Length: > 3 })
        {
            Assert.DoesNotContain(value, text, StringComparison.Ordinal);
        }

        Assert.Empty(_service.Phone);
    }

    [Theory]
    [InlineData("07:00", "09:00")]
    [InlineData("20:00", "22:00")]
    [InlineData("11:00", "09:00")]
    [InlineData("09:00", "09:10")]
    public async Task Enroll_WithAWindowInQuietHoursOrTooShort_IsRefused(string from, string to)
    {
        var body = ServiceUnderTest.Enrollment("A-1", "3125550142");
        body["preferredWindow"] = new JsonObject { ["from"] = from, ["to"] = to };
        using var response = await _service.Http.PostAsJsonAsync("api/enrollments", body);
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!["preferredWindow"]);
    }

    public static TheoryData<string, byte[], HttpStatusCode> Bodies() => new()
    {
        { "empty", [], HttpStatusCode.BadRequest },
        { "null", "null"u8.ToArray(), HttpStatusCode.BadRequest },
        { "array", "[1,2]"u8.ToArray(), HttpStatusCode.BadRequest },
        { "wrong types", """{"clinic": 7, "phone": {"a": 1}}"""u8.ToArray(), HttpStatusCode.BadRequest },
        { "invalid UTF-8", [.. "{\"name\": \""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8], HttpStatusCode.BadRequest },
        { "twice the same", """{"phone": "3125550142", "phone": "3125550143"}"""u8.ToArray(), HttpStatusCode.BadRequest },
        { "cut off", "{\"clinic\": \"river"u8.ToArray(), HttpStatusCode.BadRequest },
        { "deep", Encoding.UTF8.GetBytes(new string('[', 5000)), HttpStatusCode.BadRequest },
        { "one megabyte", Encoding.UTF8.GetBytes($$"""{"name": "{{new string('x', 1_000_000)}}"}"""), HttpStatusCode.RequestEntityTooLarge },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Enroll_WithABodyThatIsNoEnrollment_IsAProblem(string what, byte[] body, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await _service.Http.PostAsync("api/enrollments", content);
        Assert.True(expected == response.StatusCode, $"{what}: {response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("312555", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 5000")] // more than comes
    [InlineData("Content-Length: 10")] // less
    [InlineData("Content-Length: -1")]
    [InlineData("Transfer-Encoding: chunked")] // no chunks follow
    public async Task Enroll_WithABodyThatLiesAboutItsLength_IsNoFaultOfOurs(string length)
    {
        var token = _service.Token(Roles.All, "riverside");
        var request = $"POST /api/enrollments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{length}\r\n\r\n{ServiceUnderTest.Enrollment("A-1", "3125550142").ToJsonString()}";
        for (var i = 0; i < 20; i++)
        {
            var line = await RawHttp.SendAsync(_service.Host.BaseUri, Encoding.ASCII.GetBytes(request));
            Assert.True(line.Length == 0 || line.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), line);
        }

        Assert.Empty(_service.Phone);
        Assert.DoesNotContain(_service.Logs.All, entry => entry.Contains("EnrollPatient failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Enroll_NotAsJson_Is415()
    {
        using var content = new StringContent("clinic=riverside", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _service.Http.PostAsync("api/enrollments", content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "api/patients/x")]
    [InlineData("GET", "api/cases")]
    [InlineData("GET", "api/cases/x.1")]
    [InlineData("POST", "api/cases/x.1/acknowledge")]
    [InlineData("POST", "api/cases/x.1/assign")]
    [InlineData("POST", "api/cases/x.1/note")]
    [InlineData("POST", "api/cases/x.1/resolve")]
    [InlineData("GET", "api/patients/x/conversation")]
    [InlineData("POST", "api/patients/x/messages")]
    [InlineData("POST", "api/patients/x/hold")]
    [InlineData("POST", "api/patients/x/release")]
    [InlineData("GET", "api/patients/x/audit")]
    [InlineData("POST", "api/enrollments")]
    [InlineData("POST", "api/exports")]
    [InlineData("GET", "api/exports/0123456789abcdef0123456789abcdef")]
    [InlineData("GET", "api/exports/0123456789abcdef0123456789abcdef/file")]
    [InlineData("GET", "api/operator/dead-letters")]
    [InlineData("POST", "api/operator/dead-letters/x/replay")]
    [InlineData("GET", "api/operator/sweeps")]
    [InlineData("GET", "api/operator/costs")]
    public async Task EveryRoute_WithoutToken_Is401(string method, string path)
    {
        using var http = new HttpClient { BaseAddress = _service.Host.BaseUri };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("api/patients/nobody")]
    [InlineData("api/patients/..%2f..")]
    [InlineData("api/cases/nothing")]
    [InlineData("api/cases?clinic=R%20S")]
    [InlineData("api/patients/nobody/conversation")]
    [InlineData("api/exports/nothing")]
    [InlineData("api/exports/0123456789abcdef0123456789abcdef")]
    [InlineData("api/exports/0123456789abcdef0123456789abcdef/file")]
    public async Task Get_WhatIsNotThere_Is404(string path)
    {
        using var response = await _service.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..%2f..")]
    [InlineData("a%23b%3fc")]
    [InlineData("%01")]
    public async Task Replay_OfNoLetter_Is404(string id)
    {
        using var response = await _service.Http.PostAsync(new Uri($"api/operator/dead-letters/{id}/replay", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Export_Ordered_IsFinishedAndHoldsDecisionPoints()
    {
        var enrollment = ServiceUnderTest.Enrollment("A-1", "3125550142");
        enrollment["researchConsent"] = "paper form";
        var patient = await _service.EnrollAsync(enrollment);
        await _service.WriteAsync("+13125550142", "YES");
        await _service.PassAsync(TimeSpan.FromDays(2));
        using var ordered = await _service.Http.PostAsJsonAsync("api/exports", new { clinic = "riverside" });
        Assert.Equal(HttpStatusCode.Accepted, ordered.StatusCode);
        await _service.QuietAsync();
        var status = (await _service.Http.GetFromJsonAsync<JsonObject>(ordered.Headers.Location))!;
        Assert.Equal("completed", (string?)status["status"]);
        var lines = (await _service.Http.GetStringAsync((string)status["file"]!)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.Equal(2, (int?)status["rows"]);
        Assert.StartsWith("study_id,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",d1,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(patient, string.Join('\n', lines), StringComparison.Ordinal);
        Assert.DoesNotContain("2026", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfAnotherClinic_HoldsNothingOfThisOne()
    {
        await _service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        await _service.WriteAsync("+13125550142", "YES");
        await _service.PassAsync(TimeSpan.FromDays(2));
        using var ordered = await _service.Http.PostAsJsonAsync("api/exports", new { clinic = "river" });
        await _service.QuietAsync();
        Assert.Equal(0, (int?)(await _service.Http.GetFromJsonAsync<JsonObject>(ordered.Headers.Location))!["rows"]);
    }
}
