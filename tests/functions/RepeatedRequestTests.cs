using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions;

/// <summary>POSTs that are sent again with their Idempotency-Key.</summary>
public sealed class RepeatedRequestTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await ServiceUnderTest.StartAsync(new DateTimeOffset(2026, 10, 30, 15, 0, 0, TimeSpan.Zero));

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Export_OrderedTwiceWithOneKey_IsOneExport()
    {
        using var first = await OrderAsync("k1", "riverside");
        using var second = await OrderAsync("k1", "riverside");
        using var third = await OrderAsync("k2", "riverside");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains(RepeatedRequests.RepeatedHeader));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues(RepeatedRequests.RepeatedHeader)));
        Assert.NotEqual(first.Headers.Location, third.Headers.Location);
    }

    [Fact]
    public async Task Export_WithAKeyOfAnotherBody_IsRefused()
    {
        using var first = await OrderAsync("k1", "riverside");
        using var second = await OrderAsync("k1", "northside");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
    }

    [Fact]
    public async Task Export_WithAKeyOfAnotherCaller_IsAnotherExport()
    {
        using var first = await OrderAsync("k1", "riverside");
        var token = _service.Tokens.Mint(Roles.All, ["riverside"], TimeSpan.FromHours(1), "somebody-else");
        using var second = await OrderAsync("k1", "riverside", token);
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Enrollment_RefusedAndMended_IsCarriedOutWithTheSameKey()
    {
        await _service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        using var refused = await EnrollAsync("k1", "A-2", "3125550142");
        using var mended = await EnrollAsync("k1", "A-2", "3125550143");
        using var again = await EnrollAsync("k1", "A-2", "3125550143");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Created, mended.StatusCode);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode); // The first answer, not "200, known already".
        Assert.Equal(await mended.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData(256)]
    public async Task Key_ThatIsNone_IsNamed(object key)
    {
        using var response = await OrderAsync(key as string ?? new string('k', (int)key), "riverside");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]![RepeatedRequests.Header]);
    }

    private Task<HttpResponseMessage> OrderAsync(string key, string clinic, string? token = null) =>
        PostAsync("api/exports", key, new JsonObject { ["clinic"] = clinic }, token);

    private Task<HttpResponseMessage> EnrollAsync(string key, string externalId, string phone) =>
        PostAsync("api/enrollments", key, ServiceUnderTest.Enrollment(externalId, phone), null);

    private async Task<HttpResponseMessage> PostAsync(string path, string key, JsonObject body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation(RepeatedRequests.Header, key);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await _service.Http.SendAsync(request);
    }
}
