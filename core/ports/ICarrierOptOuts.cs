using MicroCare.Core.Privacy;

namespace MicroCare.Core.Ports;

/// <summary>
/// The carrier's own list of phones that our number may not text. It is a second lock beside ours, which decides: a phone that the list holds gets nothing, whatever
/// we send. Adding what is there, or removing what is not, changes nothing.
/// </summary>
/// <remarks>
/// On a toll-free number the network keeps a list of its own, which it changes when the phone texts STOP, START or UNSTOP, and which nobody else can change
/// (Microsoft Learn, SMS FAQ, "opt-outs for toll-free numbers"): removing a phone here does not lift that block. Only the patient's START does.
/// </remarks>
public interface ICarrierOptOuts
{
    /// <summary>Puts a phone on the list, such as after "please leave me alone", which the carrier does not understand.</summary>
    /// <exception cref="OptOutListException">The list could not be reached; try again later.</exception>
    Task AddAsync(PatientText phone, CancellationToken cancellationToken);

    /// <summary>Takes a phone off the list, after the patient came back in words that the carrier does not understand.</summary>
    /// <exception cref="OptOutListException">The list could not be reached; try again later.</exception>
    Task RemoveAsync(PatientText phone, CancellationToken cancellationToken);

    /// <summary>Whether the phone is on the list. False where the carrier keeps no list for our number or the phone.</summary>
    /// <exception cref="OptOutListException">The list could not be reached; try again later.</exception>
    Task<bool> IsOptedOutAsync(PatientText phone, CancellationToken cancellationToken);
}

/// <summary>The carrier's list could not be read or changed just now. Holds no number.</summary>
public sealed class OptOutListException(string cause) : Exception($"The carrier's opt-out list is out of reach: {cause}.")
{
    /// <summary>The kind of failure, such as <c>HTTP 503</c>.</summary>
    public string Cause { get; } = cause;
}
