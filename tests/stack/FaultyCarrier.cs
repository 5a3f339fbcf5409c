using System.Collections.Concurrent;
using MicroCare.Core.Ports;

namespace MicroCare.Tests.Stack;

/// <summary>A carrier that takes texts, or fails with whatever a test says.</summary>
public sealed class FaultyCarrier(ITextSender carrier, TimeProvider time) : ITextSender
{
    /// <summary>What comes instead of an answer; null lets texts through.</summary>
    public Func<OutgoingText, Exception?>? Fault { get; set; }

    /// <summary>Every try, with its time.</summary>
    public ConcurrentQueue<(DateTimeOffset At, OutgoingText Text)> Tries { get; } = new();

    public Task<SendResult> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        Tries.Enqueue((time.GetUtcNow(), text));
        return Fault?.Invoke(text) is { } fault ? Task.FromException<SendResult>(fault) : carrier.SendAsync(text, cancellationToken);
    }
}
