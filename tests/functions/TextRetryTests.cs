using MicroCare.Core.Ports;
using MicroCare.Tests.Stack;
using NodaTime;

namespace MicroCare.Tests.Functions;

/// <summary>What becomes of texts while the carrier takes none: tried again with growing pauses, until their moment has passed.</summary>
public sealed class TextRetryTests
{
    private const string Phone = "+13125550142";
    private const string Other = "+13125550143";

    // 10:00 in Chicago on a Friday; the first step is due on Saturday at 9:00, until 11:00.
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = new(2026, 10, 31, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("HTTP 503")]
    [InlineData("no answer in time")]
    [InlineData("no connection")]
    public async Task Step_WhileTheCarrierIsDown_IsTriedWithPausesAndGoesOutOnce(string cause)
    {
        await using var service = await StartedAsync();
        service.Carrier.Fault = _ => new TextNotSentException(cause);
        await service.PassUntilAsync(Due);
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(12));
        Assert.DoesNotContain("MOOD 0-10", service.TextsTo(Phone));
        var tries = service.Carrier.Tries.Count(tried => tried.At >= Due);
        Assert.InRange(tries, 5, 10);
        var gaps = service.Carrier.Tries.Where(tried => tried.At >= Due).Select(tried => tried.At).ToList();
        Assert.True(gaps[^1] - gaps[^2] > gaps[1] - gaps[0], "The pauses do not grow.");

        service.Carrier.Fault = null;
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(20));

        Assert.Single(service.TextsTo(Phone), text => text == "MOOD 0-10");
    }

    [Fact]
    public async Task Step_WhoseWindowEndsInTheOutage_IsDroppedWithAFact()
    {
        await using var service = await StartedAsync();
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        service.Carrier.Fault = _ => new TextNotSentException("HTTP 500");
        await service.PassUntilAsync(Due);
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(125), TimeSpan.FromMinutes(1));
        service.Carrier.Fault = null;
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));

        Assert.DoesNotContain("MOOD 0-10", service.TextsTo(Phone));
        Assert.Contains("textExpired", await service.FactsAsync(patient));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(17, false)] // An answer is useful for a quarter of an hour.
    public async Task Answer_WhileTheCarrierIsDown_GoesOutAsLongAsItIsUseful(int minutes, bool goesOut)
    {
        await using var service = await StartedAsync();
        service.Carrier.Fault = _ => new TextNotSentException("HTTP 503");
        await service.WriteAsync(Phone, "HELP");
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(minutes));
        service.Carrier.Fault = null;
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(20));

        Assert.Equal(goesOut ? 1 : 0, service.TextsTo(Phone).Count(text => text == "HELP TEXT"));
    }

    [Fact]
    public async Task Answer_ThatTheCarrierHasNoRoomFor_ComesWithinSeconds()
    {
        await using var service = await StartedAsync();
        var refusals = 2;
        service.Carrier.Fault = _ => refusals-- > 0 ? TooMany(1) : null;

        await service.WriteAsync(Phone, "HELP");
        await PassBySecondsAsync(service, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));

        Assert.Single(service.TextsTo(Phone), text => text == "HELP TEXT");
    }

    [Fact]
    public async Task Step_ThatTheCarrierHasNoRoomFor_WaitsAsLongAsItAsksAndBurnsNoTry()
    {
        await using var service = await StartedAsync();
        var refusals = 1;
        service.Carrier.Fault = _ => refusals-- > 0 ? TooMany(90) : null;
        await service.PassUntilAsync(Due);
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(1));

        var tries = service.Carrier.Tries.Where(tried => tried.Text.Body.Words == "MOOD 0-10").Select(tried => tried.At).ToList();
        Assert.Equal(2, tries.Count);
        Assert.InRange((tries[1] - tries[0]).TotalSeconds, 90, 95);
    }

    [Fact]
    public async Task Steps_DueTogether_ComeOneAfterTheOther()
    {
        await using var service = await StartedAsync(textsPerMinute: "1");
        await EnrollOtherAsync(service);
        await service.PassUntilAsync(Due);
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(1));

        var steps = service.Carrier.Tries.Where(tried => tried.Text.Body.Words == "MOOD 0-10").ToList();
        Assert.Equal([Phone, Other], steps.Select(step => step.Text.To.Words).Order());
        Assert.InRange((steps[1].At - steps[0].At).TotalSeconds, 60, 75);
    }

    [Fact]
    public async Task Reply_WhileTheStepWaitsItsTurn_BringsStepAndAnswerAtOnceInThatOrder()
    {
        await using var service = await StartedAsync(textsPerMinute: "1");
        await EnrollOtherAsync(service);
        await service.PassUntilAsync(Due);
        var waiting = service.TextsTo(Phone).Contains("MOOD 0-10") ? Other : Phone;
        Assert.DoesNotContain("MOOD 0-10", service.TextsTo(waiting));

        await service.WriteAsync(waiting, "HELP");

        Assert.Equal(["MOOD 0-10", "HELP TEXT"], service.TextsTo(waiting).TakeLast(2));
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        Assert.Single(service.TextsTo(waiting), text => text == "MOOD 0-10");
    }

    private static async Task<ServiceUnderTest> StartedAsync(string textsPerMinute = "1000000")
    {
        var service = await ServiceUnderTest.StartAsync(Friday, change: options => options.Settings["MicroCare__TextsPerMinute"] = textsPerMinute);
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Phone));
        await service.WriteAsync(Phone, "YES");
        return service;
    }

    private static async Task EnrollOtherAsync(ServiceUnderTest service)
    {
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(3));
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", Other));
        await PassBySecondsAsync(service, TimeSpan.FromMinutes(3));
        await service.WriteAsync(Other, "YES");
    }

    private static TextNotSentException TooMany(int seconds) => new("HTTP 429") { TooMany = true, RetryAfter = Duration.FromSeconds(seconds) };

    private static async Task PassBySecondsAsync(ServiceUnderTest service, TimeSpan time, TimeSpan? step = null)
    {
        var end = service.Time.GetUtcNow() + time;
        while (service.Time.GetUtcNow() < end)
        {
            await service.PassAsync(step ?? TimeSpan.FromSeconds(5));
        }
    }
}
