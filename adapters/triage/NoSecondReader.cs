using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;

namespace MicroCare.Adapters.Triage;

/// <summary>Has no opinion: the rules stand alone. For simulation, tests and measurements of the rules.</summary>
public sealed class NoSecondReader : ISecondReader
{
    /// <inheritdoc />
    public SecondOpinion? Read(PatientText text) => null;
}
