using System.Text.Json.Nodes;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Functions;

/// <summary>The whole path, from enrollment to closing, on a virtual clock.</summary>
public sealed class JourneyPathTests
{
    private const string Phone = "+13125550142";

    // 10:00 in Chicago on the Friday before US clocks fall back.
    private static readonly DateTimeOffset Friday = new(2026, 10, 30, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Journey_AcrossTheEndOfDaylightSaving_KeepsLocalTimesAndEnds()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "(312) 555-0142"));
        Assert.Equal(["CONSENT Canarina?"], service.TextsTo(Phone));

        await service.WriteAsync(Phone, "yes please");
        Assert.Equal("STARTED", service.TextsTo(Phone).Last());

        // Saturday 9:00 CDT is 14:00 UTC.
        await service.PassUntilAsync(new DateTimeOffset(2026, 10, 31, 13, 59, 0, TimeSpan.Zero));
        Assert.Equal("STARTED", service.TextsTo(Phone).Last());
        await service.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("MOOD 0-10", service.TextsTo(Phone).Last());
        await service.WriteAsync(Phone, "dunno");
        Assert.Equal("UNCLEAR MOOD", service.TextsTo(Phone).Last());
        await service.WriteAsync(Phone, "like a 6");
        Assert.Equal("THANKS MOOD", service.TextsTo(Phone).Last());

        // Sunday 9:00 CST is 15:00 UTC: the clocks fell back in the night.
        await service.PassUntilAsync(new DateTimeOffset(2026, 11, 1, 14, 59, 0, TimeSpan.Zero));
        Assert.Equal("THANKS MOOD", service.TextsTo(Phone).Last());
        await service.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("WALKED?", service.TextsTo(Phone).Last());
        await service.WriteAsync(Phone, "Sí");
        Assert.Equal("THANKS WALK", service.TextsTo(Phone).Last());

        // Monday 18:30 CST, then the closing text on Tuesday 9:00 CST.
        await service.PassUntilAsync(new DateTimeOffset(2026, 11, 3, 0, 30, 0, TimeSpan.Zero));
        Assert.Equal("WORDS?", service.TextsTo(Phone).Last());
        await service.WriteAsync(Phone, "it was a quiet day");
        await service.PassUntilAsync(new DateTimeOffset(2026, 11, 3, 15, 0, 0, TimeSpan.Zero));
        Assert.Equal("CLOSING", service.TextsTo(Phone).Last());

        var view = await service.PatientAsync(patient);
        Assert.Equal("completed", (string?)view["status"]);
        Assert.Null(view["nextWake"]);
        Assert.Equal(
            [6, null, null],
            view["facts"]!.AsArray().Where(fact => (string)fact!["type"]! == "answerUnderstood").Select(fact => fact!["answer"]!["value"] as JsonValue)
                .Select(value => value is not null && value.TryGetValue(out int number) ? number : (int?)null));
        Assert.DoesNotContain("quiet day", view.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_AtAnyTime_EndsAllTextsUntilStart()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        await service.WriteAsync(Phone, "YES");
        await service.PassAsync(TimeSpan.FromDays(1));
        await service.WriteAsync(Phone, "Stop.");
        Assert.Equal("STOPPED", service.TextsTo(Phone).Last());

        var count = service.Phone.Count;
        await service.WriteAsync(Phone, "hello?");
        await service.WriteAsync(Phone, "STOP");
        await service.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(count, service.Phone.Count);

        await service.WriteAsync(Phone, "START");
        Assert.Equal("WELCOME BACK", service.TextsTo(Phone).Last());
        await service.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("WALKED?", service.TextsTo(Phone).Last());
    }

    [Fact]
    public async Task Silence_BeyondTheRhythm_BringsOneGentleTextThenACaseThenRest()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var enrollment = ServiceUnderTest.Enrollment("A-1", "3125550142");
        enrollment["program"] = "ten-days";
        var patient = await service.EnrollAsync(enrollment);
        await service.WriteAsync(Phone, "YES");
        await service.PassAsync(TimeSpan.FromDays(8));

        var texts = service.TextsTo(Phone).ToList();
        Assert.Single(texts, text => text == "CHECK IN");
        Assert.Equal("lapsed", (string?)(await service.PatientAsync(patient))["engagement"]);
        Assert.Equal("silent", (string?)Assert.Single(await service.Http.GetFromJsonArrayAsync("api/cases"))!["reason"]);

        // Lapsed: the program waits.
        await service.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(texts, service.TextsTo(Phone));

        await service.WriteAsync(Phone, "7");
        Assert.Equal("active", (string?)(await service.PatientAsync(patient))["engagement"]);
        Assert.Empty(await service.Http.GetFromJsonArrayAsync("api/cases"));
        Assert.Single(await service.Http.GetFromJsonArrayAsync("api/cases?status=resolved"));
        await service.PassAsync(TimeSpan.FromDays(1));
        Assert.StartsWith("QUESTION", service.TextsTo(Phone).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_EveryNight_CountsByClinicAndState()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        await service.EnrollAsync(ServiceUnderTest.Enrollment("A-2", "3125550143"));
        await service.WriteAsync(Phone, "YES");
        await service.PassAsync(TimeSpan.FromDays(1));

        var sweep = Assert.Single(await service.Http.GetFromJsonArrayAsync("api/operator/sweeps"))!;
        Assert.Equal(
            ["riverside active 1", "riverside awaitingConsent 1"],
            sweep["counts"]!.AsArray().Select(count => $"{count!["clinic"]} {count["state"]} {count["journeys"]}"));
    }

    [Fact]
    public async Task Sweep_AnAlarmThatIsGone_IsStartedAgain()
    {
        await using var service = await ServiceUnderTest.StartAsync(Friday);
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", "3125550142"));
        await service.WriteAsync(Phone, "YES");
        await service.Host.Durable.TerminateInstanceAsync($"journey-{patient}");
        await service.Host.Durable.WaitForInstanceCompletionAsync($"journey-{patient}");
        await service.Host.Durable.PurgeInstanceAsync($"journey-{patient}");

        await service.PassAsync(TimeSpan.FromDays(1));
        Assert.DoesNotContain("MOOD 0-10", service.TextsTo(Phone)); // Nobody woke the journey at 9:00 on Saturday …
        await service.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("WALKED?", service.TextsTo(Phone).Last()); // … but the sweep did on Sunday at 7:30 UTC, in time for the day's step.
    }
}
