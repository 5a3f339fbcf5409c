using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;

namespace MicroCare.Core.Ports;

/// <summary>Reads a patient's text a second time, by statistics, after the rules. Safe for use by several threads; never throws for a text.</summary>
public interface ISecondReader
{
    /// <summary>Its opinion; null where it has none (the model is not loaded, or the text is empty).</summary>
    SecondOpinion? Read(PatientText text);
}
