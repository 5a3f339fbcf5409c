using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MicroCare.Tests.Functions.Audit;

/// <summary>Who looked is kept, or nobody looks.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task Looks_AreKeptWithWhoWhatAndWhy_NewestFirst()
    {
        await using var care = await CareUnderTest.StartAsync();
        using var nurse = Client(care, Roles.CareTeam);
        using var officer = Client(care, Roles.PrivacyOfficer);
        using var system = Client(care, Roles.ClinicEnroll);
        foreach (var (http, purpose) in ((HttpClient, string?)[])[(nurse, null), (nurse, "ETREAT"), (officer, null), (system, null)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/patients/{care.PatientId}");
            request.Headers.Add("X-Purpose-Of-Use", purpose is null ? [] : [purpose]);
            using var response = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var looks = (await officer.GetFromJsonAsync<JsonArray>($"api/patients/{care.PatientId}/audit"))!;
        Assert.Equal(
            ["tester GetPatientAudit PATRQT", "tester GetPatient HOPERAT", "tester GetPatient PATRQT", "tester GetPatient ETREAT", "tester GetPatient TREAT"],
            looks.Select(look => $"{look!["who"]} {look["what"]} {look["why"]}"));
    }

    [Fact]
    public async Task Purpose_ThatIsNone_Is400AndShowsNothing()
    {
        await using var care = await CareUnderTest.StartAsync();
        care.Service.Http.DefaultRequestHeaders.Add("X-Purpose-Of-Use", "curiosity");
        using var response = await care.Service.Http.GetAsync(new Uri($"api/patients/{care.PatientId}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!["X-Purpose-Of-Use"]);
    }

    [Theory]
    [InlineData("GET", "api/patients/{p}")]
    [InlineData("GET", "api/patients/{p}/conversation")]
    [InlineData("GET", "api/patients/{p}/audit")]
    [InlineData("POST", "api/patients/{p}/hold")]
    [InlineData("GET", "api/cases/{c}")]
    [InlineData("POST", "api/cases/{c}/acknowledge")]
    public async Task Look_ThatCannotBeKept_ShowsAndChangesNothing(string method, string path)
    {
        var trail = new BrokenTrail();
        await using var care = await CareUnderTest.StartAsync(services: collection => collection.AddSingleton<IAuditTrail>(trail));
        await care.Service.WriteAsync(CareUnderTest.Patient, CareUnderTest.Danger);
        var id = (string)(await care.CaseAsync())["id"]!;
        using var request = new HttpRequestMessage(
            new HttpMethod(method), path.Replace("{p}", care.PatientId, StringComparison.Ordinal).Replace("{c}", id, StringComparison.Ordinal));
        using var response = await care.Service.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("canary", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("open", (string?)(await care.CaseAsync())["status"]);
        Assert.Contains(care.Service.Logs.All, line => line.Contains("the audit trail took no entry (TimeoutException)", StringComparison.Ordinal));
    }

    private static HttpClient Client(CareUnderTest care, string role)
    {
        var http = new HttpClient { BaseAddress = care.Service.Host.BaseUri };
        http.DefaultRequestHeaders.Authorization = new("Bearer", care.Service.Token([role], "riverside"));
        return http;
    }

    private sealed class BrokenTrail : IAuditTrail
    {
        public Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken) => throw new TimeoutException("Storage is away.");

        public Task<ImmutableArray<AuditEntry>> ReadAsync(ClinicId clinic, PatientId patient, int most, CancellationToken cancellationToken) =>
            throw new TimeoutException("Storage is away.");

        public Task<int> RemoveOlderAsync(Instant before, CancellationToken cancellationToken) => throw new TimeoutException("Storage is away.");
    }
}
