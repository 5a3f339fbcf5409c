using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Texting;

/// <summary>A carrier in memory: the same key twice is one text. Calls back for every text that reaches the phone.</summary>
public sealed class InMemoryTextSender(Action<OutgoingText> onText) : ITextSender
{
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task<SendResult> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_sent)
        {
            if (!_sent.Add(text.Key.Value))
            {
                return Task.FromResult(SendResult.Accepted);
            }
        }

        onText(text);
        return Task.FromResult(SendResult.Accepted);
    }
}
