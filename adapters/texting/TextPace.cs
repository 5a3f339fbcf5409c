using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Texting;

/// <summary>
/// Spreads the texts that nobody asked for, so that our number stays below what the carrier takes of it in a minute: each gets a slot, evenly spaced, and until then it
/// stays in the outbox while its journey's alarm sleeps. Answers and safety texts never wait; each moves the whole line back by one slot.
/// </summary>
/// <remarks>
/// <para>
/// The line keeps to nine tenths of the limit; the rest is room for answers. Slots go first come, first served, unless a text's last moment would pass before its slot:
/// then it changes places with the one in the line that can wait longest.
/// </para>
/// <para>
/// Nothing here is stored. A process that begins anew gives new slots, in the order in which the alarms ask. Each instance paces alone although all share the number: set
/// <c>MicroCare__TextsPerMinute</c> to the number's limit divided by the instances that run as a rule. Where that is more than the carrier takes, its 429 moves the line
/// back by what Retry-After asks, on the instance that got it, which then also takes a smaller share of its pace and regains a twentieth of it each minute.
/// </para>
/// </remarks>
public sealed class TextPace
{
    private const double SmallestShare = 0.02;
    private const double ShareRegained = 0.05;
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration Forgotten = Duration.FromMinutes(15);
    private static readonly Duration Unsaid = Duration.FromSeconds(5);
    private static readonly Duration ShortestSleep = Duration.FromSeconds(2);
    private static readonly Duration Tick = Duration.FromMilliseconds(1); // Alarms know less of a second than slots do.
    private readonly Lock _gate = new();
    private readonly Dictionary<EffectKey, Place> _places = [];
    private readonly Queue<(Instant At, bool ShiftsTheLine)> _sent = new();
    private readonly TimeProvider _time;
    private readonly Duration _step;
    private readonly Duration _atOnce;
    private readonly int _most;
    private Instant _line;
    private Duration _shift;
    private Instant _quietUntil;
    private Instant _swept;
    private int _deferred;
    private int _shiftsLately;
    private double _share = 1;
    private Instant _shareAsOf;
    private Instant _cutAt;

    /// <summary>Takes what the carrier takes of our number in a minute, at least 1 (Microsoft Learn, ACS service limits: 200 toll-free, 6,000 a short code).</summary>
    public TextPace(int textsPerMinute, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(textsPerMinute, 1);
        _time = time;
        _most = Math.Max(1, textsPerMinute * 95 / 100); // What is left is for answers, and because the carrier's minute is not quite ours.
        _step = Minute / (textsPerMinute * 0.9);
        _atOnce = _step * (textsPerMinute / 25);
    }

    /// <summary>How many texts wait their turn, as far as this process knows.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>Whether texts of this purpose wait their turn. Whatever answers somebody does not.</summary>
    public static bool Waits(TextPurpose purpose) => purpose is TextPurpose.Consent or TextPurpose.Prompt or TextPurpose.CheckIn or TextPurpose.Closing;

    /// <summary>Asks for a text that waits its turn: null when it goes now, else when to ask again.</summary>
    /// <param name="text">The text; it keeps its place from one call to the next.</param>
    /// <param name="notAfter">Its last moment, exclusive.</param>
    public Instant? Claim(EffectKey text, Instant notAfter)
    {
        lock (_gate)
        {
            var now = _time.GetCurrentInstant();
            Sweep(now);
            if (!_places.TryGetValue(text, out var place))
            {
                place = Join(text, notAfter, now);
                if (place is null)
                {
                    return notAfter; // Nobody can wait for it: it learns there that its moment has passed.
                }
            }

            if (place.At + _shift > now + Tick)
            {
                return Foreseen(place, now);
            }

            Drop(text);
            if (!IsFull(now))
            {
                Note(now, shiftsTheLine: false);
                _shift += _step * ((1 / ShareAt(now)) - 1);
                return null;
            }

            return Defer(text, notAfter, _sent.Peek().At + Minute);
        }
    }

    /// <summary>A text goes that does not wait, or no longer does.</summary>
    public void Count(EffectKey text)
    {
        lock (_gate)
        {
            var now = _time.GetCurrentInstant();
            Drop(text);
            Note(now, shiftsTheLine: true);
            if (_places.Count > 0)
            {
                _shift += _step;
            }
        }
    }

    /// <summary>A text whose turn it was could not be handed over: it is the first to go when it comes again.</summary>
    public void Keep(EffectKey text, Instant notAfter)
    {
        lock (_gate)
        {
            Drop(text);
            _places[text] = new Place(_time.GetCurrentInstant() - _shift, notAfter, Deferred: false);
        }
    }

    /// <summary>A text will never go.</summary>
    public void Leave(EffectKey text)
    {
        lock (_gate)
        {
            Drop(text);
        }
    }

    /// <summary>The carrier took no text because it had too many: nobody goes until its time is over. Returns when this one may be tried again.</summary>
    /// <param name="text">The text that it did not take.</param>
    /// <param name="notAfter">Its last moment.</param>
    /// <param name="retryAfter">What the carrier asked for; null when it named no time.</param>
    public Instant Refused(EffectKey text, Instant notAfter, Duration? retryAfter)
    {
        lock (_gate)
        {
            var now = _time.GetCurrentInstant();
            var quietUntil = now + (retryAfter ?? Unsaid);
            var from = Instant.Max(now, _quietUntil);
            if (quietUntil > from)
            {
                // Refusals of the same moment ask for the same pause: they do not add up.
                _line = Instant.Max(_line, now - _shift);
                _shift += quietUntil - from;
                _quietUntil = quietUntil;
                if (now - _cutAt >= Minute)
                {
                    // The minute that was too full goes on refusing for a while: that is one sign, not many.
                    _share = Math.Max(SmallestShare, ShareAt(now) * 0.6);
                    _cutAt = now;
                }
            }

            Drop(text);
            return Defer(text, notAfter, _quietUntil);
        }
    }

    private Place? Join(EffectKey text, Instant notAfter, Instant now)
    {
        if (_places.Count == 0 && _line + _shift <= now)
        {
            (_line, _shift) = (now, Duration.Zero);
        }

        var end = Instant.Max(_line, now - _shift);
        var place = new Place(end - _atOnce, notAfter, Deferred: false);
        if (place.At + _shift >= notAfter)
        {
            if (WhoCanWait(notAfter, place.At + _shift) is not { } other)
            {
                return null;
            }

            (place, _places[other]) = (_places[other] with { NotAfter = notAfter }, place with { NotAfter = _places[other].NotAfter });
        }

        _line = end + _step;
        _places[text] = place;
        return place;
    }

    /// <summary>The text in the line that can wait longest, of those whose slot would be in time for this one and who would still be in time at its slot.</summary>
    private EffectKey? WhoCanWait(Instant notAfter, Instant slot)
    {
        EffectKey? found = null;
        var longest = slot;
        foreach (var (text, place) in _places)
        {
            if (!place.Deferred && place.At + _shift < notAfter && place.NotAfter > longest)
            {
                (found, longest) = (text, place.NotAfter);
            }
        }

        return found;
    }

    private Instant Defer(EffectKey text, Instant notAfter, Instant from)
    {
        var slot = from + (_step * ++_deferred);
        _places[text] = new Place(slot - _shift, notAfter, Deferred: true);
        return slot;
    }

    private void Drop(EffectKey text)
    {
        if (_places.Remove(text, out var place) && place.Deferred)
        {
            _deferred--;
        }
    }

    /// <summary>The slot, as far as can be foreseen: answers go on moving it back as they did in the last minute. Never a wink, which would cost an alarm more than it gains.</summary>
    private Instant Foreseen(Place place, Instant now)
    {
        var wait = place.At + _shift - now;
        Trim(now);
        var foreseen = now + Duration.Max(wait / ShareAt(now) / (1 - (0.9 * Math.Min(0.9, (double)_shiftsLately / _most))), ShortestSleep);
        return Instant.Max(place.At + _shift, Instant.Min(foreseen, place.NotAfter - Minute));
    }

    /// <summary>Which part of its pace this process takes: less after each minute with a refusal, and a little more with every minute that brings none. So several find their shares.</summary>
    private double ShareAt(Instant now)
    {
        _share = Math.Min(1, _share + (Math.Max(0, (now - _shareAsOf).TotalMinutes) * ShareRegained));
        _shareAsOf = now;
        return _share;
    }

    private void Note(Instant now, bool shiftsTheLine)
    {
        _sent.Enqueue((now, shiftsTheLine));
        _shiftsLately += shiftsTheLine ? 1 : 0;
        if (_sent.Count > _most * 2)
        {
            Forget(); // Nobody needs to know how much more than enough it was.
        }
    }

    private bool IsFull(Instant now)
    {
        Trim(now);
        return _sent.Count >= _most;
    }

    private void Trim(Instant now)
    {
        while (_sent.TryPeek(out var oldest) && now - oldest.At >= Minute)
        {
            Forget();
        }
    }

    private void Forget() => _shiftsLately -= _sent.Dequeue().ShiftsTheLine ? 1 : 0;

    /// <summary>Forgets, once a minute, those who did not come: their text was taken back, or another process sent it.</summary>
    private void Sweep(Instant now)
    {
        if (now - _swept < Minute)
        {
            return;
        }

        _swept = now;
        foreach (var text in _places.Where(pair => now - (pair.Value.At + _shift) > Forgotten).Select(pair => pair.Key).ToList())
        {
            Drop(text);
        }
    }

    /// <param name="At">The slot, before the line moved back.</param>
    /// <param name="NotAfter">The text's last moment.</param>
    /// <param name="Deferred">Its slot had come, and the carrier or the minute had no room.</param>
    private sealed record Place(Instant At, Instant NotAfter, bool Deferred);
}
