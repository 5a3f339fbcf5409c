using System.Diagnostics.Metrics;
using MicroCare.Adapters.Costs;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Texting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MicroCare.Tests.Adapters.Costs;

public sealed class TextMeterTests : IDisposable
{
    private static readonly ClinicId Clinic = new("meter-test");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 3, 23, 59, 0, TimeSpan.Zero));
    private readonly RunningCosts _costs;
    private readonly TextMeter _meter;

    public TextMeterTests()
    {
        _costs = new RunningCosts(_time);
        _meter = new TextMeter(PriceTable.Usual, SenderKind.TollFree, _costs, NullLogger<TextMeter>.Instance);
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Texts_SentAndReceived_AreCountedByClinicAndDay()
    {
        _meter.Sent(new EffectKey("p.1"), Clinic, TextPurpose.Prompt, new string('a', 161));
        _meter.Received(Clinic, 3);
        _time.Advance(TimeSpan.FromMinutes(2)); // The next day, UTC.
        _meter.Sent(new EffectKey("p.2"), Clinic, TextPurpose.Answer, "Thanks");

        Assert.Equal(
            [
                new DayTotal(Clinic, new LocalDate(2026, 3, 3), new TextTotal(1, 2, 20_000), new TextTotal(1, 3, 25_500)),
                new DayTotal(Clinic, new LocalDate(2026, 3, 4), new TextTotal(1, 1, 10_000), default),
            ],
            _costs.Unwritten().OrderBy(total => total.Day));
    }

    [Fact]
    public void Metrics_OfATextSent_CarryClinicPurposeAndDirectionOnly()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == TextMeter.MeterName)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        listener.Start();

        _meter.Sent(new EffectKey("p.1"), Clinic, TextPurpose.StopConfirmation, new string('a', 161));

        const string Tags = "clinic=meter-test purpose=stopConfirmation direction=out";
        Assert.Equal([("microcare.texts", 1, Tags), ("microcare.text.segments", 2, Tags), ("microcare.text.cost", 0.02, Tags)], seen);

        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains(Clinic.Value, StringComparison.Ordinal)) // Other tests' services count too.
            {
                seen.Add((name, value, text));
            }
        }
    }

    [Fact]
    public async Task Writer_EveryMinuteAndAtStop_WritesOnlyWhatIsNew()
    {
        var book = new CountingBook();
        using var writer = new CostWriter(_costs, book, _time, NullLogger<CostWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        _meter.Sent(new EffectKey("p.1"), Clinic, TextPurpose.Prompt, "one");
        _meter.Sent(new EffectKey("p.2"), Clinic, TextPurpose.Prompt, "two");
        await PassAMinuteAsync(book, writes: 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        _meter.Received(Clinic, 1);
        await writer.StopAsync(CancellationToken.None);

        Assert.Equal(2, book.Writes); // Not one for each text.
        var read = await book.ReadAsync(new LocalDate(2026, 3, 3), new LocalDate(2026, 3, 4), CancellationToken.None);
        Assert.Equal((2, 1), (read.Sum(total => total.Sent.Texts), read.Sum(total => total.Received.Texts)));
        Assert.Empty(_costs.Unwritten());
    }

    [Fact]
    public async Task Writer_ThatCannotWrite_KeepsTheCountForTheNextTry()
    {
        var book = new CountingBook { Fails = true };
        using var writer = new CostWriter(_costs, book, _time, NullLogger<CostWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        _meter.Sent(new EffectKey("p.1"), Clinic, TextPurpose.Prompt, "one");
        await PassAMinuteAsync(book, writes: 1);
        book.Fails = false;
        await writer.StopAsync(CancellationToken.None);

        var read = await book.ReadAsync(new LocalDate(2026, 3, 3), new LocalDate(2026, 3, 4), CancellationToken.None);
        Assert.Equal(1, Assert.Single(read).Sent.Texts);
    }

    private async Task PassAMinuteAsync(CountingBook book, int writes)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (book.Writes < writes)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "The writer did not write.");
        }
    }

    private sealed class CountingBook : ICostBook
    {
        private readonly InMemoryCostBook _book = new();

        public int Writes { get; private set; }

        public bool Fails { get; set; }

        public Task WriteAsync(string process, DayTotal total, CancellationToken cancellationToken)
        {
            Writes++;
            return Fails ? throw new InvalidOperationException("out of reach") : _book.WriteAsync(process, total, cancellationToken);
        }

        public Task<System.Collections.Immutable.ImmutableArray<DayTotal>> ReadAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
            _book.ReadAsync(from, to, cancellationToken);
    }
}
