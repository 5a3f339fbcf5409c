using MicroCare.Core.Identity;

namespace MicroCare.Core.Ports;

/// <summary>Tells people on call of an emergency.</summary>
public interface IOnCall
{
    /// <summary>
    /// Tells the people of a tier, unless somebody has acknowledged or resolved the case, or a newer round is being called. After the last tier the operator is
    /// alarmed, and the next tier is the first one again. The same tier twice tells nobody twice.
    /// </summary>
    /// <param name="patientCase">The case.</param>
    /// <param name="round">The round that is being called.</param>
    /// <param name="tier">From 1 up; goes on counting when the list begins anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<CallReading> CallAsync(EffectKey patientCase, int round, int tier, CancellationToken cancellationToken);
}

/// <summary>What is to be done after a tier was told.</summary>
/// <param name="Done">Nobody need be told any more.</param>
/// <param name="Wait">How long this tier has to acknowledge.</param>
public sealed record CallReading(bool Done, TimeSpan Wait);
