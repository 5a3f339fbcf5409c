using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Tests.Safety;

/// <summary>A text as it reached the phone, with the journey as it then stood in the store.</summary>
/// <param name="Key">The text's key.</param>
/// <param name="Purpose">Why it was sent.</param>
/// <param name="At">When the carrier took it.</param>
/// <param name="State">The committed state at that moment.</param>
internal sealed record PhoneText(EffectKey Key, TextPurpose Purpose, Instant At, JourneyState State);

/// <summary>The carrier and the phone: takes each key once, and fails as it is told.</summary>
internal sealed class PhoneLog(SettableTime time, Func<EffectKey, (TextPurpose Purpose, JourneyState State)?> find) : ITextSender
{
    private readonly HashSet<EffectKey> _known = [];
    private readonly HashSet<EffectKey> _refused = [];

    public List<PhoneText> Texts { get; } = [];

    /// <summary>What goes wrong with the next texts, in turn.</summary>
    public Queue<CarrierFault> Faults { get; } = [];

    public void Clear()
    {
        _known.Clear();
        _refused.Clear();
        Texts.Clear();
        Faults.Clear();
    }

    public Task<SendResult> SendAsync(OutgoingText text, CancellationToken cancellationToken)
    {
        if (_refused.Contains(text.Key))
        {
            return Task.FromResult(SendResult.Refused);
        }

        var fault = Faults.TryDequeue(out var next) ? next : CarrierFault.None;
        switch (fault)
        {
            case CarrierFault.Away:
                throw new TextNotSentException("HTTP 503");
            case CarrierFault.Refuses when !_known.Contains(text.Key):
                _refused.Add(text.Key);
                return Task.FromResult(SendResult.Refused);
            case CarrierFault.Crash:
                throw new ProcessDiedException();
        }

        if (_known.Add(text.Key))
        {
            var (purpose, state) = find(text.Key) ?? throw new InvalidOperationException($"Text {text.Key} stands in no outbox.");
            Texts.Add(new PhoneText(text.Key, purpose, time.Now, state));
        }

        return fault switch
        {
            CarrierFault.AnswerLost => throw new TextNotSentException("no answer"),
            CarrierFault.CrashAfter => throw new ProcessDiedException(),
            _ => Task.FromResult(SendResult.Accepted),
        };
    }
}

/// <summary>What can go wrong when a text is handed over.</summary>
internal enum CarrierFault
{
    None,
    Away,
    Refuses,
    AnswerLost,
    Crash,
    CrashAfter,
}

/// <summary>The process died here.</summary>
internal sealed class ProcessDiedException : Exception;
