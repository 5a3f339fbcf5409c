using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;
using Microsoft.OpenApi;

namespace MicroCare.Tests.Functions.OpenApi;

/// <summary>The API's description: whole, well-formed, and true.</summary>
public sealed class ApiDescriptionTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;
    private JsonObject _json = null!;

    public async Task InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(
            new DateTimeOffset(2026, 10, 30, 15, 0, 0, TimeSpan.Zero),
            change: options => options.Settings["MicroCare__ProgramsFolder"] = Path.Combine(AppContext.BaseDirectory, "programs"));
        _json = (await _service.Http.GetFromJsonAsync<JsonObject>("api/openapi.json"))!;
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public void Description_ReadByAnotherLibrary_HasNoFault()
    {
        var read = OpenApiDocument.Parse(_json.ToJsonString(), "json");
        Assert.NotNull(read.Document);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void Description_NamesEveryHttpFunctionAndNoOther()
    {
        var described = _json["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key} {verb.Value!["operationId"]}"));
        var functions = HttpOperation.Of(typeof(AccessGate).Assembly).Select(operation => $"{operation.Verb} {operation.Path} {operation.Function}");
        Assert.Equal(functions.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Examples_Sent_SucceedAsDescribed()
    {
        var sent = 0;
        var enrollment = ServiceUnderTest.Enrollment("A-9", "3125550149");
        enrollment["program"] = "first-steps";
        var patient = await _service.EnrollAsync(enrollment);
        await _service.WriteAsync("+13125550149", "YES");
        await _service.WriteAsync("+13125550149", "I want to kill myself");
        var leaving = await _service.EnrollAsync(ServiceUnderTest.Enrollment("A-8", "3125550148", program: "first-steps"));
        var one = (string)(await _service.Http.GetFromJsonAsync<JsonArray>("api/cases"))![0]!["id"]!;
        foreach (var (path, verbs) in _json["paths"]!.AsObject())
        {
            if (verbs!["post"]?["requestBody"]?["content"]?["application/json"]?["example"] is { } example)
            {
                using var content = new StringContent(example.ToJsonString(), Encoding.UTF8, "application/json");
                var place = path.Replace("patients/{id}/erase", $"patients/{leaving}/erase", StringComparison.Ordinal).Replace("patients/{id}", $"patients/{patient}", StringComparison.Ordinal).Replace("cases/{id}", $"cases/{one}", StringComparison.Ordinal);
                using var response = await _service.Http.PostAsync(place, content);
                var answer = await response.Content.ReadFromJsonAsync<JsonObject>();
                Assert.True(response.IsSuccessStatusCode, $"{path}: {answer}");
                var described = verbs["post"]!["responses"]![$"{(int)response.StatusCode}"];
                Assert.NotNull(described);
                AssertHasTheProperties(answer!, Schema(described["content"]!["application/json"]!["schema"]!));
                sent++;
            }
        }

        Assert.Equal(7, sent);
    }

    [Fact]
    public async Task Patient_Read_HasThePropertiesThatAreDescribed()
    {
        var patient = await _service.EnrollAsync(_json["paths"]!["/api/enrollments"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.DeepClone().AsObject());
        var described = _json["paths"]!["/api/patients/{id}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        AssertHasTheProperties(await _service.PatientAsync(patient), Schema(described));
    }

    [Fact]
    public void EveryOperation_SaysWhoMayCallAndHowItRefuses()
    {
        foreach (var operation in _json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb => verb.Value!)))
        {
            Assert.Contains(Roles.All, role => ((string)operation["description"]!).Contains(role, StringComparison.Ordinal));
            Assert.All((string[])["401", "403", "429"], status => Assert.NotNull(operation["responses"]![status]!["content"]!["application/problem+json"]));
            Assert.NotEmpty((string)operation["summary"]!);
        }
    }

    private JsonObject Schema(JsonNode reference) => _json["components"]!["schemas"]![((string)reference["$ref"]!).Split('/')[^1]]!.AsObject();

    private static void AssertHasTheProperties(JsonObject answer, JsonObject schema) => Assert.Equal(
        schema["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal),
        answer.Select(property => property.Key).Order(StringComparer.Ordinal));
}
