using MicroCare.Core.Identity;

namespace MicroCare.Core.Ports;

/// <summary>Hands the calling of people over to whoever waits for their acknowledgement. At least once; the same case and round is one calling.</summary>
public interface ICallQueue
{
    /// <summary>People are to be called for this case.</summary>
    Task CallAsync(EffectKey patientCase, int round, CancellationToken cancellationToken);
}
