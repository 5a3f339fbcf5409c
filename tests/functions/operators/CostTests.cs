using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions.Operators;

public sealed class CostTests
{
    [Fact]
    public async Task Costs_OfAJourney_CountWhatWasSentAndWritten()
    {
        await using var service = await ServiceUnderTest.StartAsync(new DateTimeOffset(2026, 10, 30, 15, 0, 0, TimeSpan.Zero));
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        await service.WriteAsync("+13125550142", "YES");
        var answer = service.TextEvent("+13125550142", "HELP");
        answer["data"]!["segmentCount"] = 2;
        await service.PutAsync(answer.ToJsonString());
        await service.PutAsync(answer.ToJsonString()); // A repeat is no second text.
        await service.QuietAsync();
        await service.WriteAsync("+13125550999", "who is this?");
        await service.PassAsync(TimeSpan.FromMinutes(2));
        await service.QuietAsync();

        var costs = (await service.Http.GetFromJsonAsync<JsonObject>("api/operator/costs"))!;

        Assert.Equal(("USD", "2021-11-30"), ((string?)costs["currency"], (string?)costs["pricesAsOf"]));
        var months = costs["months"]!.AsArray().ToDictionary(month => (string)month!["clinic"]!);
        Assert.Equal(["-", "riverside"], months.Keys.Order());
        var riverside = months["riverside"]!;
        Assert.Equal(("2026-10", 3L, 2L, 3L), ((string?)riverside["month"], (long)riverside["textsSent"]!, (long)riverside["textsReceived"]!, (long)riverside["segmentsReceived"]!));
        Assert.Equal(((long)riverside["segmentsSent"]! * 0.01m) + (3 * 0.0085m), (decimal)riverside["cost"]!);
        Assert.Equal((1L, 1L), ((long)months["-"]!["textsSent"]!, (long)months["-"]!["textsReceived"]!));
    }
}
