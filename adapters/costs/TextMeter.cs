using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Texting;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.Costs;

/// <summary>
/// Counts texts, their segments and their price: a log line each, the metrics <c>microcare.texts</c>, <c>microcare.text.segments</c> and <c>microcare.text.cost</c> (of the
/// meter <c>MicroCare</c>, tagged by clinic, purpose and direction), and the totals by clinic and day. Nothing here tells who or what was texted.
/// </summary>
public sealed class TextMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MicroCare";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _texts;
    private readonly Counter<long> _segments;
    private readonly Counter<double> _cost;
    private readonly SegmentPrices _prices;
    private readonly RunningCosts _costs;
    private readonly ILogger<TextMeter> _log;

    /// <summary>Takes what segments cost from and to our number.</summary>
    public TextMeter(PriceTable prices, SenderKind kind, RunningCosts costs, ILogger<TextMeter> log)
    {
        ArgumentNullException.ThrowIfNull(prices);
        _prices = prices.Of(kind);
        _costs = costs;
        _log = log;
        _texts = _meter.CreateCounter<long>("microcare.texts", "{text}", "Texts that the carrier took, and that were written to us.");
        _segments = _meter.CreateCounter<long>("microcare.text.segments", "{segment}", "The segments that they travelled in.");
        _cost = _meter.CreateCounter<double>("microcare.text.cost", prices.Currency, "What they cost by the price table.");
    }

    /// <summary>The carrier took a text.</summary>
    public void Sent(EffectKey text, ClinicId clinic, TextPurpose purpose, string words)
    {
        var cost = TextCost.Sent(words, _prices);
        AdapterLog.TextCosts(_log, text.Value, cost.Segments, cost.Micros);
        _costs.AddSent(clinic, cost);
        Emit(clinic, JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString()), "out", cost);
    }

    /// <summary>Somebody wrote to us.</summary>
    /// <param name="clinic">Whose patient it is.</param>
    /// <param name="segments">As the carrier counts them.</param>
    public void Received(ClinicId clinic, int segments)
    {
        var cost = TextCost.Received(Math.Max(1, segments), _prices);
        _costs.AddReceived(clinic, cost);
        Emit(clinic, "received", "in", cost);
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private void Emit(ClinicId clinic, string purpose, string direction, TextCost cost)
    {
        var tags = new TagList { { "clinic", clinic.Value }, { "purpose", purpose }, { "direction", direction } };
        _texts.Add(1, tags);
        _segments.Add(cost.Segments, tags);
        _cost.Add(cost.Micros / 1e6, tags);
    }
}
