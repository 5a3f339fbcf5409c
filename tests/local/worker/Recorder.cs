using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace MicroCare.Tests.Local.Worker;

/// <summary>What functions did, in order, and what was logged meanwhile.</summary>
public sealed class Recorder : ILoggerProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<string> _notes = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _all = new();

    public ConcurrentQueue<string> Logged { get; } = new();

    public IReadOnlyList<string> All => [.. _all];

    public void Note(string what)
    {
        _all.Enqueue(what);
        _notes.Writer.TryWrite(what);
    }

    /// <summary>The next note that was not taken yet.</summary>
    public Task<string> NextAsync() => _notes.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public ILogger CreateLogger(string categoryName) => new Lines(Logged);

    public void Dispose()
    {
    }

    private sealed class Lines(ConcurrentQueue<string> logged) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logged.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
