using System.Text.Json;
using System.Threading.Channels;
using Azure.Communication.Sms;
using MicroCare.Local.Carriers;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local.Carriers;

/// <summary>A carrier on a clock that stands still until it is moved, the events that it put, and a client without pauses.</summary>
internal sealed class CarrierFixture : IAsyncDisposable
{
    public const string App = "+18005550100";
    public const string Phone = "+12065550101";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private int _messages;

    private CarrierFixture()
    {
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public Carrier Carrier { get; private set; } = null!;

    public static async Task<CarrierFixture> StartAsync(CarrierOptions? options = null, Action<Carrier>? onOpen = null)
    {
        var fixture = new CarrierFixture();
        fixture.Carrier = new Carrier(
            new CallbackSink(fixture.PutAsync), options ?? new CarrierOptions { DeliveryDelay = TimeSpan.Zero }, fixture.Time);
        onOpen?.Invoke(fixture.Carrier);
        await fixture.Carrier.StartAsync();
        return fixture;
    }

    public SmsClient Client(Action<SmsClientOptions>? configure = null)
    {
        var options = new SmsClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        configure?.Invoke(options);
        return new SmsClient(Carrier.ConnectionString, options);
    }

    public async Task<JsonElement> NextMessageAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return JsonDocument.Parse(await _events.Reader.ReadAsync(limit.Token)).RootElement;
    }

    public bool HasMessage => _events.Reader.TryPeek(out _);

    /// <summary>The next text on a phone.</summary>
    public Task<PhoneText> NextTextAsync(string phone = Phone)
    {
        var text = new TaskCompletionSource<PhoneText>(TaskCreationOptions.RunContinuationsAsynchronously);
        Carrier.OnText(phone, (arrived, _) =>
        {
            text.TrySetResult(arrived);
            return Task.CompletedTask;
        });
        return text.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ValueTask DisposeAsync() => Carrier.DisposeAsync();

    private async Task<string> PutAsync(string json, CancellationToken cancellationToken)
    {
        await _events.Writer.WriteAsync(json, cancellationToken);
        return $"message-{Interlocked.Increment(ref _messages)}";
    }
}
