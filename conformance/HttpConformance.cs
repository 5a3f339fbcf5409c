using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace MicroCare.Conformance;

/// <summary>The HTTP API.</summary>
[Collection("service")]
public sealed class HttpConformance(Service service)
{
    [Fact]
    public void TheseTests_KnowNothingOfTheService() => Assert.DoesNotContain(
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!),
        name => name.StartsWith("MicroCare", StringComparison.Ordinal) && name != "MicroCare.Conformance" || name == "microcare");

    [Fact]
    public async Task Description_IsServed_AndEveryPathInItAsksForAToken()
    {
        var described = await service.GetAsync("api/openapi.json", "Operator");
        Assert.StartsWith("3.1", (string?)described["openapi"], StringComparison.Ordinal);
        foreach (var (path, verbs) in described["paths"]!.AsObject())
        {
            foreach (var verb in verbs!.AsObject().Select(operation => operation.Key))
            {
                using var response = await service.SendAsync(new HttpMethod(verb.ToUpperInvariant()), path.Replace("{id}", "x", StringComparison.Ordinal), token: null);
                Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{verb} {path}: {response.StatusCode}");
                Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            }
        }
    }

    [MintingFact]
    public async Task Token_ForAnotherAudience_IsRefused()
    {
        using var response = await service.SendAsync(HttpMethod.Get, "api/operator/sweeps", service.Token("Operator", audience: "another"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZXMiOlsiT3BlcmF0b3IiXX0.")]
    public async Task Token_ThatIsNone_IsRefused(string token)
    {
        using var response = await service.SendAsync(HttpMethod.Get, "api/operator/sweeps", token);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Role_ThatDoesNotFit_IsForbidden()
    {
        using var response = await service.SendAsync(HttpMethod.Get, "api/operator/sweeps", service.Token("Care.Team"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Enrollment_SentTwice_IsOne()
    {
        var person = service.Person();
        using var first = await service.SendAsync(HttpMethod.Post, "api/enrollments", service.Token("Clinic.Enroll"), person);
        using var second = await service.SendAsync(HttpMethod.Post, "api/enrollments", service.Token("Clinic.Enroll"), person);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Enrollment_WithoutAField_NamesIt()
    {
        var person = service.Person();
        person.Remove("phone");
        using var response = await service.SendAsync(HttpMethod.Post, "api/enrollments", service.Token("Clinic.Enroll"), person);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!["phone"]);
    }

    [Fact]
    public async Task Body_TooLargeOrOfAnotherKind_IsRefused()
    {
        var person = service.Person();
        person["name"] = new string('x', 100_000);
        using var large = await service.SendAsync(HttpMethod.Post, "api/enrollments", service.Token("Clinic.Enroll"), person);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var other = await service.SendAsync(HttpMethod.Post, "api/enrollments", service.Token("Clinic.Enroll"), service.Person(), type: "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, other.StatusCode);
    }

    [Theory]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "api/enrollments")] // The real host knows no 405.
    [InlineData("GET", "api/patients/..%2f..%2fetc")]
    [InlineData("GET", "api/patients/nobody")]
    [InlineData("GET", "api/exports/0123456789abcdef0123456789abcdef")]
    public async Task What_IsNotThere_Is404(string method, string path)
    {
        using var response = await service.SendAsync(new HttpMethod(method), path, service.Token(path.Contains("exports", StringComparison.Ordinal) ? "Research.Export" : "Care.Team"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [MintingFact]
    public async Task AnotherClinicsPatient_IsNotThere()
    {
        var (patient, _) = await service.EnrollAsync();
        using var prefix = await service.SendAsync(HttpMethod.Get, $"api/patients/{patient}", service.Token("Care.Team", "microcare", "river"));
        Assert.Equal(HttpStatusCode.NotFound, prefix.StatusCode);
        using var enroll = await service.SendAsync(HttpMethod.Post, "api/enrollments", service.Token("Clinic.Enroll", "microcare", "northside"), service.Person());
        Assert.Equal(HttpStatusCode.NotFound, enroll.StatusCode);
    }

    [Fact]
    public async Task Export_OrderedTwiceWithOneKey_IsOneAndComesToAFile()
    {
        var key = Guid.NewGuid().ToString();
        var token = service.Token("Research.Export");
        using var first = await service.SendAsync(HttpMethod.Post, "api/exports", token, new JsonObject { ["clinic"] = "riverside" }, key);
        using var second = await service.SendAsync(HttpMethod.Post, "api/exports", token, new JsonObject { ["clinic"] = "riverside" }, key);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        var url = first.Headers.Location!.ToString().TrimStart('/');

        JsonNode status = new JsonObject();
        var seen = new HashSet<string>();
        await Service.UntilAsync(
            async () =>
            {
                status = await service.GetAsync(url, "Research.Export");
                seen.Add((string)status["status"]!);
                return (string)status["status"]! is "completed" or "failed";
            },
            "the export");
        Assert.Subset(new HashSet<string> { "pending", "running", "completed" }, seen);
        using var file = await service.SendAsync(HttpMethod.Get, ((string)status["file"]!).TrimStart('/'), token);
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal((string?)status["sha256"], Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.StartsWith("study_id,", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reencryption_Started_Finishes()
    {
        using var started = await service.SendAsync(HttpMethod.Post, "api/operator/keys/reencryptions", service.Token("Operator"));
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var status = (await started.Content.ReadFromJsonAsync<JsonNode>())!;
        if (Settings.HostUrl is not null)
        {
            Assert.Contains((string?)status["status"], (string[])["pending", "running"]); // With a vault it waits until every instance knows the key.
            return;
        }

        await Service.UntilAsync(async () => (string?)(status = await service.GetAsync(((string)status["statusUrl"]!).TrimStart('/'), "Operator"))["status"] == "completed", "the re-encryption");
        Assert.Equal((int)status["progress"]!["of"]!, (int)status["progress"]!["done"]!);
    }
}
