using MicroCare.Adapters.Texting;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MicroCare.Tests.Adapters.Texting.Pace;

/// <summary>A number that takes 60 texts a minute: a few go at once, then one each 1.1 seconds.</summary>
public sealed class TextPaceTests
{
    private const int Go = 3; // The first, and two at once with it.
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 3, 15, 0);
    private static readonly Instant Noon = Start + Duration.FromHours(3);
    private readonly FakeTimeProvider _time = new(Start.ToDateTimeOffset());
    private readonly TextPace _pace;

    public TextPaceTests() => _pace = new TextPace(60, _time);

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    [Theory]
    [InlineData(TextPurpose.Prompt, true)]
    [InlineData(TextPurpose.Consent, true)]
    [InlineData(TextPurpose.CheckIn, true)]
    [InlineData(TextPurpose.Closing, true)]
    [InlineData(TextPurpose.Answer, false)]
    [InlineData(TextPurpose.Safety, false)]
    [InlineData(TextPurpose.StopConfirmation, false)]
    public void Waits_OfAPurpose_IsForWhatNobodyAskedFor(TextPurpose purpose, bool waits) => Assert.Equal(waits, TextPace.Waits(purpose));

    [Fact]
    public void Claim_WithNobodyInTheLine_GoesAtOnce()
    {
        Assert.Null(_pace.Claim(Text(0), Noon));
        Pass(Duration.FromMinutes(5));
        Assert.Null(_pace.Claim(Text(1), Noon));
        Assert.Equal(0, _pace.Waiting);
    }

    [Fact]
    public void Claim_OfMany_GivesEvenlySpacedSlotsThatHold()
    {
        var slots = Enumerable.Range(0, 24).Select(i => _pace.Claim(Text(i), Noon)).ToList();

        Assert.Equal(Go, slots.Count(slot => slot is null));
        var waiting = slots.OfType<Instant>().ToList();
        Assert.All(waiting.Skip(1).Zip(waiting.Skip(2)), pair => Assert.Equal(60 / 54.0, (pair.Second - pair.First).TotalSeconds, 3));

        PassUntil(waiting[0]);
        Assert.Null(_pace.Claim(Text(Go), Noon));
        Assert.Equal(waiting[5], _pace.Claim(Text(Go + 5), Noon));
    }

    [Fact]
    public void Claim_OfATextThatComesLate_GoesWhenItComes()
    {
        var slot = Queue(20)[^1];
        PassUntil(slot + Duration.FromMinutes(2));

        Assert.Null(_pace.Claim(Text(19), Noon));
    }

    [Fact]
    public void Claim_OfManyThatComeLateAtOnce_KeepsBelowTheLimit()
    {
        var last = Queue(100)[^1];
        PassUntil(last + Duration.FromMinutes(1));

        var slots = Enumerable.Range(Go, 100 - Go).Select(i => _pace.Claim(Text(i), Noon)).ToList();

        Assert.Equal(57, slots.Count(slot => slot is null));
        Assert.All(slots.OfType<Instant>(), slot => Assert.True(slot >= Now + Duration.FromMinutes(1)));
    }

    [Fact]
    public void Claim_OfATextWhoseMomentWouldPass_TakesThePlaceOfOneThatCanWait()
    {
        var slots = Queue(40);
        var patient = slots[^1];

        var soon = slots[10];
        var urgent = _pace.Claim(Text(99), soon);

        Assert.True(urgent < soon);
        PassUntil(urgent!.Value);
        Assert.Null(_pace.Claim(Text(99), soon));
        var moved = slots.IndexOf(urgent.Value) + Go;
        Assert.True(_pace.Claim(Text(moved), Noon) > patient);
    }

    [Fact]
    public void Claim_OfATextThatNobodyCanWaitFor_ComesBackWhenItsMomentHasPassed()
    {
        var tooSoon = Queue(40)[^1];
        for (var i = 40; i < 80; i++)
        {
            _pace.Claim(Text(i), tooSoon);
        }

        Assert.Equal(Start + Duration.FromSeconds(1), _pace.Claim(Text(200), Start + Duration.FromSeconds(1)));
    }

    [Fact]
    public void Count_OfAnAnswer_MovesTheLineBackByOne()
    {
        var slot = Queue(20)[^1];

        _pace.Count(Text(99));

        Assert.True(_pace.Claim(Text(19), Noon) >= slot + Duration.FromSeconds(1));
    }

    [Fact]
    public void Refused_WithAPause_HoldsTheWholeLineOnceForAllOfTheMoment()
    {
        var slots = Queue(20);
        PassUntil(slots[0]);
        Assert.Null(_pace.Claim(Text(Go), Noon));

        var again = _pace.Refused(Text(Go), Noon, Duration.FromSeconds(30));
        _pace.Refused(Text(98), Noon, Duration.FromSeconds(30));

        Assert.InRange((again - Now).TotalSeconds, 30, 33);
        Assert.InRange((_pace.Claim(Text(Go + 1), Noon)!.Value - slots[1]).TotalSeconds, 30, 60);
        PassUntil(again);
        Assert.Null(_pace.Claim(Text(Go), Noon));
    }

    [Fact]
    public void Keep_OfATextThatCouldNotBeHandedOver_LetsItGoFirst()
    {
        Queue(20);
        PassUntil(_pace.Claim(Text(Go), Noon)!.Value);
        Assert.Null(_pace.Claim(Text(Go), Noon));

        _pace.Keep(Text(Go), Noon);

        Assert.Null(_pace.Claim(Text(Go), Noon));
    }

    [Fact]
    public void Leave_OfATextThatWaits_FreesItsPlace()
    {
        Queue(20);
        var waiting = _pace.Waiting;

        _pace.Leave(Text(10));
        _pace.Leave(Text(10));

        Assert.Equal(waiting - 1, _pace.Waiting);
    }

    [Fact]
    public void Waiting_OfTextsThatNeverComeBack_IsForgotten()
    {
        Queue(20);
        Pass(Duration.FromHours(1));

        _pace.Claim(Text(99), Noon);

        Assert.Equal(0, _pace.Waiting);
    }

    private static EffectKey Text(int number) => new($"p.{number}");

    private List<Instant> Queue(int texts) => [.. Enumerable.Range(0, texts).Select(i => _pace.Claim(Text(i), Noon)).OfType<Instant>()];

    private void Pass(Duration time) => _time.Advance(time.ToTimeSpan());

    private void PassUntil(Instant instant) => _time.SetUtcNow(instant.ToDateTimeOffset());
}
