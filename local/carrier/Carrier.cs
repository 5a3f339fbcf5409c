using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Local.Carriers;

/// <summary>
/// A simulated phone network: to the app it is Azure Communication Services (the SMS REST API, and Event Grid events on a queue), to
/// phones it is the network. Times in events and all delays are on the clock it is given.
/// </summary>
/// <remarks>
/// The same repeatability id for the same phone is one text, also across a restart on the same state file. Events are put at
/// least once; a phone rings at most once for a text. Safe for use by several threads.
/// </remarks>
public sealed class Carrier : IAsyncDisposable
{
    private readonly CarrierOptions _options;
    private readonly Books _books;
    private readonly Phones _phones;
    private readonly Deliveries _deliveries;
    private readonly Exchange _exchange;
    private readonly UnsettledEvents _unsettled;
    private readonly CarrierApi _api;
    private CarrierServer? _server;

    /// <summary>Opens the books. Listen to phones, then call <see cref="StartAsync"/>.</summary>
    /// <param name="events">The app's inbound queue.</param>
    /// <param name="options">How it behaves; null is a toll-free number's way.</param>
    /// <param name="time">Its clock; null is the system's.</param>
    /// <param name="log">Ids and kinds of trouble; never numbers or words.</param>
    /// <exception cref="IOException">Another carrier has the state file.</exception>
    /// <exception cref="InvalidDataException">The state file is not a carrier's.</exception>
    public Carrier(IEventSink events, CarrierOptions? options = null, TimeProvider? time = null, ILogger<Carrier>? log = null)
    {
        ArgumentNullException.ThrowIfNull(events);
        _options = options ??= new CarrierOptions();
        time ??= TimeProvider.System;
        ILogger logger = log ?? NullLogger<Carrier>.Instance;
        _books = new Books(options.StateFile);
        _phones = new Phones();
        Faults = new CarrierFaults(options.Seed);
        _unsettled = new UnsettledEvents(options.Gauge, options.CountsEventsUntilSettled);
        var post = new EventPost(events, options, Faults, _books.Ledger, _unsettled, time, logger);
        _deliveries = new Deliveries(_books, _phones, post, options, time, logger);
        _exchange = new Exchange(_books, _deliveries, Faults, options, time);
        _api = new CarrierApi(_exchange, new OptOutRequests(_exchange, _books), Faults, _books.Ledger, options, logger);
    }

    /// <summary>Where the REST API listens, such as <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Endpoint => _server?.Endpoint ?? throw new InvalidOperationException("The carrier is not running.");

    /// <summary>The connection string for an <c>SmsClient</c>.</summary>
    public string ConnectionString => $"endpoint={Endpoint};accesskey={_options.AccessKey}";

    /// <summary>Every text it ever took, and its counts.</summary>
    public CarrierLedger Ledger => _books.Ledger;

    /// <summary>The troubles that it makes.</summary>
    public CarrierFaults Faults { get; }

    /// <summary>Starts to listen, and goes on with what an earlier carrier on the same state file left undone.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_server is not null)
            throw new InvalidOperationException("The carrier runs already.");
        var undone = _deliveries.Undone();
        _server = await CarrierServer.StartAsync(_options.Port, _api.HandleAsync, cancellationToken);
        foreach (var text in undone)
            _deliveries.Start(text);
    }

    /// <summary>Listens to one phone. The listener may answer with <see cref="TextAsync"/>; its failures are logged and dropped.</summary>
    /// <param name="phone">The number, E.164.</param>
    /// <param name="onText">Called once for each text that arrives, possibly for several at once.</param>
    /// <returns>Disposing it ends the listening.</returns>
    public IDisposable OnText(string phone, Func<PhoneText, CancellationToken, Task> onText)
    {
        ArgumentException.ThrowIfNullOrEmpty(phone);
        return _phones.Listen(phone, onText);
    }

    /// <summary>Listens to every phone.</summary>
    /// <inheritdoc cref="OnText(string, Func{PhoneText, CancellationToken, Task})"/>
    public IDisposable OnText(Func<PhoneText, CancellationToken, Task> onText) => _phones.Listen(phone: null, onText);

    /// <summary>Sends a text from a phone to the app. It is in the books when this returns; its event follows by itself.</summary>
    /// <param name="from">The phone, E.164.</param>
    /// <param name="to">The app's number.</param>
    /// <param name="body">The words.</param>
    /// <returns>The carrier's id for the text.</returns>
    public Task<string> TextAsync(string from, string to, string body)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        ArgumentNullException.ThrowIfNull(body);
        return Task.FromResult(_exchange.Receive(from, to, body));
    }

    /// <summary>
    /// Says that a queue message is dealt with: deleted, or moved to the poison queue. With
    /// <see cref="CarrierOptions.CountsEventsUntilSettled"/> it counts as work until then. Ids of other messages are ignored.
    /// </summary>
    /// <param name="messageId">The queue's id, as the sink returned it.</param>
    public void Settled(string messageId) => _unsettled.Settled(messageId);

    /// <summary>Stops listening; what is undone stays in the state file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _deliveries.DisposeAsync();
        _books.Dispose();
    }
}
