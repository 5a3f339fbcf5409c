using System.Net;
using MicroCare.Functions.Access;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions.Access;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Caller_WhoAsksTooMuch_IsTurnedAwayAloneAndToldWhenToComeBack()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            DateTimeOffset.UtcNow, change: options => options.Settings["MicroCare__Access__RequestsPerMinute"] = "5");
        for (var i = 0; i < 5; i++)
        {
            using var within = await service.Http.GetAsync(new Uri("api/operator/sweeps", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        }

        using var beyond = await service.Http.GetAsync(new Uri("api/operator/sweeps", UriKind.Relative));
        Assert.Equal(HttpStatusCode.TooManyRequests, beyond.StatusCode);
        Assert.InRange(beyond.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        var token = service.Tokens.Mint([Roles.Operator], [], TimeSpan.FromHours(1), "somebody-else");
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/operator/sweeps") { Headers = { Authorization = new("Bearer", token) } };
        using var another = await service.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
    }
}
