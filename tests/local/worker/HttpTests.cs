using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Tests.Local.Worker;

public sealed class HttpTests
{
    private const string Words = "words that a patient wrote";

    [Theory]
    [InlineData("/api/items/red/7/6f9619ff-8b86-d011-b42d-00cf4fc964ff", "red 7 6f9619ff-8b86-d011-b42d-00cf4fc964ff none")]
    [InlineData("/api/items/red/7/6f9619ff-8b86-d011-b42d-00cf4fc964ff/2026-01-02", "red 7 6f9619ff-8b86-d011-b42d-00cf4fc964ff 2026")]
    public async Task Route_WithValues_BindsThemByNameAndType(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        Assert.Equal(expected, await host.Http.GetStringAsync(path));
    }

    [Theory]
    [InlineData("GET", "/api/numbers/12", HttpStatusCode.OK)]
    [InlineData("GET", "/api/numbers/twelve", HttpStatusCode.NotFound)]
    [InlineData("GET", "/numbers/12", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/numbers/12", HttpStatusCode.NotFound)]
    [InlineData("HEAD", "/api/numbers/12", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/numbers/12", HttpStatusCode.OK)]
    [InlineData("PUT", "/api/Unrouted", HttpStatusCode.OK)]
    public async Task Request_OfRouteAndMethod_AnswersStatus(string method, string path, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        Assert.Equal(expected, (await host.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData(null, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData(TestHost.Key, null, HttpStatusCode.OK)]
    [InlineData(null, TestHost.Key, HttpStatusCode.OK)]
    public async Task Key_OfHeaderOrQuery_OpensTheFunction(string? header, string? query, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/locked" + (query is null ? "" : $"?code={query}"));
        if (header is not null)
        {
            request.Headers.Add("x-functions-key", header);
        }

        var response = await host.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? "open" : "", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Function_ThatThrows_Answers500WithoutAWordAndLogsTheTypeOnly()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var response = await host.Http.GetAsync("/api/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Contains(host.Recorder.Logged, line => line.Contains("Broken", StringComparison.Ordinal) && line.Contains(nameof(FormatException), StringComparison.Ordinal));
        Assert.DoesNotContain(host.Recorder.Logged, line => line.Contains(Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Value_ThatIsNoNumber_Answers500AndIsNotLogged()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal(HttpStatusCode.InternalServerError, (await host.Http.GetAsync("/api/plain/secretword")).StatusCode);

        Assert.Contains(host.Recorder.Logged, line => line.Contains("Plain", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Recorder.Logged, line => line.Contains("Function Plain", StringComparison.Ordinal) && line.Contains("secretword", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Result_OfMvc_IsExecuted()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var response = await host.Http.PostAsync("/api/mvc", new StringContent("twelve chars"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"length":12}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Prefix_OfHostJson_IsUsedAndMayBeEmpty()
    {
        await using var host = await TestHost.StartAsync(
            typeof(Functions), options => File.WriteAllText(Path.Combine(options.ContentRoot!, "host.json"), """{ "extensions": { "http": { "routePrefix": "" } } }"""));
        Assert.Equal("12", await host.Http.GetStringAsync("/numbers/12"));
    }

    [Fact]
    public async Task Host_OnAFreePort_ListensOnTheLoopbackAddressOnly()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        Assert.Equal("127.0.0.1", host.Host.BaseUri.Host);
        Assert.NotEqual(0, host.Host.BaseUri.Port);
    }

    public sealed class Functions
    {
        [Function("Items")]
        public static IResult Items(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{colour}/{size}/{id}/{day?}")] HttpRequest request,
            string colour, int size, Guid id, DateTime? day) => Results.Text($"{colour} {size} {id} {day?.Year.ToString() ?? "none"}");

        [Function("Numbers")]
        public static IResult Numbers([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "numbers/{n:int}")] HttpRequest request, int n) =>
            Results.Text($"{n}");

        [Function("Plain")]
        public static IResult Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain/{n}")] HttpRequest request, int n) => Results.Text($"{n}");

        [Function("Unrouted")]
        public static IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Ok();

        [Function("Locked")]
        public static IResult Locked([HttpTrigger(AuthorizationLevel.Function, Route = "locked")] HttpRequest request) => Results.Text("open");

        [Function("Broken")]
        public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, Route = "broken")] HttpRequest request) => throw new FormatException(Words);

        [Function("Mvc")]
        public async Task<IActionResult> Mvc([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "mvc")] HttpRequest request)
        {
            using var body = new StreamReader(request.Body);
            return new ObjectResult(new { (await body.ReadToEndAsync()).Length }) { StatusCode = 202 };
        }
    }
}
