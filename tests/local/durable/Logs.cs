using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MicroCare.Tests.Local.Durable;

/// <summary>Keeps every log line, with its category.</summary>
internal sealed class Logs : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, string Line)> _lines = new();

    public IEnumerable<string> All => _lines.Select(line => line.Line);

    public IEnumerable<string> Of(string category) => _lines.Where(line => line.Category == category).Select(line => line.Line);

    public ILogger CreateLogger(string categoryName) => new One(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class One(Logs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => logs._lines.Enqueue((category, formatter(state, exception) + exception));
    }
}
