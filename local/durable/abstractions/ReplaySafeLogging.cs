using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Writes only while the orchestrator is not replaying.</summary>
internal sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!context.IsReplaying)
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}

/// <summary>Makes replay-safe loggers; remembers the factory beneath, so that a wrapped context never wraps twice.</summary>
internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, Func<ILoggerFactory> beneath) : ILoggerFactory
{
    internal ILoggerFactory Beneath => beneath();

    public ILogger CreateLogger(string categoryName) => context.CreateReplaySafeLogger(categoryName);

    public void AddProvider(ILoggerProvider provider)
        => throw new NotSupportedException("A replay-safe logger factory takes no providers.");

    public void Dispose()
    {
    }
}
