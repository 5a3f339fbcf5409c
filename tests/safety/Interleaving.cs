using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using MicroCare.Core.Triage;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Safety;

/// <summary>
/// One random order of things: texts that come late, twice and out of order, alarms, delivery reports, people who write, hold and resolve, other texts of consent, and a
/// process that dies at any commit, sending or call. The same seed is the same order.
/// </summary>
internal sealed class Interleaving(SafetyWorld world, int seed)
{
    private static readonly string[] Words =
    [
        "YES", "YES", "yes", "no", "7", "A", "STOP", "START", "START", "please stop texting me", "please call me", "DATA YES", "DATA STOP", "PRIVACY", "HELP", "hello there", "PAUSE 2 DAYS", "",
        "i want to kill myself", "i want to kill myself", "stop texting me i want to kill myself",
    ];

    private static readonly string[] Zones = ["America/Chicago", "America/New_York", "Pacific/Honolulu", "America/Phoenix"];

    private readonly Random _random = new(seed);
    private readonly List<InboundText> _waiting = [];
    private readonly List<InboundText> _written = [];
    private readonly List<string> _told = [];
    private PatientId _patient;
    private PatientText _number = null!;
    private int _inputs;

    /// <summary>What happened, for whoever has to find a fault.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>Plays it, and gives the journey the time to bring to its end what was begun.</summary>
    /// <returns>What does not hold; null where all does.</returns>
    public async Task<string?> PlayAsync()
    {
        world.Policy = TestClinics.Hillside;
        world.Time.Now = Instant.FromUtc(2026, 3, 2, 0, 0) + Duration.FromMinutes(_random.Next(60 * 24 * 300));
        (_patient, _number) = await world.EnrollAsync(Zones[_random.Next(Zones.Length)], new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)));
        if (_random.Next(4) > 0)
        {
            await WriteAsync("YES", lateness: 0);
        }

        var events = _random.Next(4, 16);
        for (var i = 0; i < events; i++)
        {
            Pass();
            Break();
            await HappenAsync();
        }

        await CalmAsync();
        return SafetyInvariants.Broken(world, _patient, _written);
    }

    private async Task HappenAsync()
    {
        switch (_random.Next(20))
        {
            case < 8:
                await WriteAsync(Words[_random.Next(Words.Length)], _random.Next(4) == 0 ? _random.Next(40) : 0);
                break;
            case < 10 when _waiting.Count > 0:
                await DeliverAsync(_waiting[_random.Next(_waiting.Count)]);
                break;
            case < 11 when _written.Count > 0:
                await DeliverAsync(_written[_random.Next(_written.Count)]); // Once more.
                break;
            case < 15:
                await RingAsync();
                break;
            case < 16 when world.Phone.Texts.Count > 0:
                await ReportAsync(world.Phone.Texts[_random.Next(world.Phone.Texts.Count)].Key);
                break;
            case < 17:
                await TakeAsync(new JourneyInput.StaffWrote(new PatientText("Ana Ruiz: hello"), "nurse-7") { Id = NextId() });
                break;
            case < 18:
                await TakeAsync(new JourneyInput.HoldChanged(_random.Next(2) == 0, "nurse-7") { Id = NextId() });
                break;
            case < 19 when world.Record(_patient).State.Cases is [var one, ..]:
                await TakeAsync(new JourneyInput.CaseActed(one.Id, _random.Next(2) == 0 ? CaseAction.Acknowledge : CaseAction.Resolve, "nurse-7") { Id = NextId() });
                break;
            default:
                world.Policy = TestClinics.HillsideLater;
                break;
        }
    }

    private void Pass()
    {
        var now = world.Time.Now;
        world.Time.Now = _random.Next(10) switch
        {
            < 5 => now + Duration.FromMinutes(_random.Next(15)),
            < 8 when world.Record(_patient).State.NextWake is { } wake && wake > now && wake - now < Duration.FromDays(3) => wake,
            _ => now + Duration.FromMinutes(_random.Next(60 * 20)),
        };
    }

    private void Break()
    {
        switch (_random.Next(12))
        {
            case 0:
                world.Store.Faults.Enqueue((StoreFault)_random.Next(1, 4));
                break;
            case 1 or 2:
                world.Phone.Faults.Enqueue((CarrierFault)_random.Next(1, 6));
                break;
            case 3:
                world.Calls.Failing = 1;
                break;
            case 4:
                world.Restart(_patient);
                break;
        }
    }

    private async Task WriteAsync(string words, int lateness)
    {
        var text = new InboundText(NextId(), _number, new PatientText(words), world.Time.Now - Duration.FromMinutes(lateness));
        _written.Add(text);
        _waiting.Add(text);
        if (_random.Next(5) > 0)
        {
            await DeliverAsync(text);
        }
        else
        {
            _told.Add($"{world.Time.Now} written, waits: {text.Id}");
        }
    }

    private Task DeliverAsync(InboundText text) => DoAsync($"text {text.Id} '{text.Text.Words}'", async () =>
    {
        await world.Journeys.ReceiveAsync(text, CancellationToken.None);
        _waiting.Remove(text);
    });

    private Task RingAsync() => DoAsync("alarm", () => world.Journeys.RingAsync(_patient, CancellationToken.None));

    private Task TakeAsync(JourneyInput input) => DoAsync($"{input.GetType().Name} {input.Id}", () => world.Journeys.TakeAsync(_patient, input, CancellationToken.None));

    private Task ReportAsync(EffectKey text)
    {
        var outcome = _random.Next(6) switch { 0 => DeliveryOutcome.Failed, 1 => DeliveryOutcome.Blocked, _ => DeliveryOutcome.Delivered };
        return DoAsync($"report {text} {outcome}", () => world.Journeys.ReportAsync(new DeliveryReport(new InputId($"report-{text}-{outcome}"), text, outcome, null), CancellationToken.None));
    }

    // A queue brings a message again that was not handled, an alarm rings again, a caller asks again; a process that died has forgotten everything.
    private async Task DoAsync(string what, Func<Task> act)
    {
        _told.Add($"{world.Time.Now} {what}");
        try
        {
            await act();
        }
        catch (ProcessDiedException)
        {
            _told.Add("  the process died");
            world.Restart(_patient);
        }
        catch (TextingUnavailableException)
        {
            _told.Add("  a text waits");
        }
    }

    /// <summary>Nothing fails any more: what waits is delivered, and the alarm rings for as long as it has something to do now.</summary>
    private async Task CalmAsync()
    {
        world.Store.Faults.Clear();
        world.Phone.Faults.Clear();
        world.Calls.Failing = 0;
        foreach (var text in _waiting.OrderBy(_ => _random.Next()).ToList())
        {
            await DeliverAsync(text);
        }

        for (var rings = 0; rings < 5; rings++)
        {
            await RingAsync();
        }
    }

    private InputId NextId() => new($"in-{seed}-{++_inputs}");

    /// <summary>Whether the rules see danger in a text.</summary>
    public static bool IsCrisis(InboundText text) => TriageRules.Read(text.Text.Words).Class == TriageClass.Crisis;
}
