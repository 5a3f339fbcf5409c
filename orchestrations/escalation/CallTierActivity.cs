using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Orchestrations.Escalations;

/// <summary>Tells one tier of the people on call.</summary>
public sealed class CallTierActivity(IOnCall onCall)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "CallTier";

    /// <summary>Tells them, unless nobody need be told any more; twice the same tells nobody twice.</summary>
    [Function(Name)]
    public async Task<TierReading> Run([ActivityTrigger] TierCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var reading = await onCall.CallAsync(new EffectKey(call.Case), call.Round, call.Tier, cancellationToken);
        return new TierReading(reading.Done, reading.Wait);
    }
}
