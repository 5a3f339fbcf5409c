namespace MicroCare.Local.Carriers;

/// <summary>
/// The carrier's books: every text it ever took, in order. What a phone shows is what its entries with
/// <see cref="TextStatus.Delivered"/> say.
/// </summary>
/// <remarks>Safe for use by several threads; a list that was handed out does not change.</remarks>
public sealed class CarrierLedger
{
    private readonly Lock _gate = new();
    private readonly List<CarriedText> _texts = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, List<int>> _placesOfPhone = [];
    private int _repeats;
    private int _refused;
    private int _messages;

    internal CarrierLedger()
    {
    }

    /// <summary>Every text, in the order in which the carrier took them.</summary>
    public IReadOnlyList<CarriedText> All
    {
        get
        {
            lock (_gate)
                return [.. _texts];
        }
    }

    /// <summary>The counts.</summary>
    public CarrierTotals Totals
    {
        get
        {
            lock (_gate)
            {
                var to = _texts.Where(text => text.Direction == TextDirection.ToPhone).ToList();
                var from = _texts.Where(text => text.Direction == TextDirection.FromPhone).ToList();
                return new CarrierTotals(
                    to.Count,
                    to.Count(text => text.Status == TextStatus.Delivered),
                    to.Count(text => text.Status == TextStatus.Failed),
                    from.Count,
                    to.Sum(text => text.Segments),
                    from.Sum(text => text.Segments),
                    _repeats,
                    _refused,
                    _messages);
            }
        }
    }

    /// <summary>The texts to and from one phone, in the order in which the carrier took them.</summary>
    /// <param name="phone">The patient's number, E.164.</param>
    public IReadOnlyList<CarriedText> Of(string phone)
    {
        lock (_gate)
            return _placesOfPhone.TryGetValue(phone, out var places) ? [.. places.Select(place => _texts[place])] : [];
    }

    internal int CountOf(string phone)
    {
        lock (_gate)
            return _placesOfPhone.TryGetValue(phone, out var places) ? places.Count : 0;
    }

    internal void Add(CarriedText text)
    {
        lock (_gate)
        {
            var phone = text.Direction == TextDirection.ToPhone ? text.To : text.From;
            if (!_placesOfPhone.TryGetValue(phone, out var places))
                _placesOfPhone[phone] = places = [];
            _places[text.MessageId] = _texts.Count;
            places.Add(_texts.Count);
            _texts.Add(text);
        }
    }

    internal CarriedText Change(string messageId, Func<CarriedText, CarriedText> change)
    {
        lock (_gate)
        {
            var place = _places[messageId];
            return _texts[place] = change(_texts[place]);
        }
    }

    internal void CountRepeat() => Interlocked.Increment(ref _repeats);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    internal void CountMessage() => Interlocked.Increment(ref _messages);
}
