using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Functions.Access;
using MicroCare.Functions.Audit;
using MicroCare.Functions.Http;
using MicroCare.Orchestrations.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace MicroCare.Functions.Patients;

/// <summary>The one way to a patient's data: only of a clinic that is the caller's, and only with a record of the look.</summary>
public sealed class PatientDesk(IJourneys journeys, AuditDesk audit)
{
    /// <summary>The patient, or the refusal; exactly one of the two is there.</summary>
    public async Task<(PatientView? View, IResult? Refusal)> OpenAsync(HttpRequest request, string function, string id, CancellationToken cancellationToken) =>
        PatientRoute.IdOf(id) is { } patient ? await OpenAsync(request, function, patient, "patient", cancellationToken) : (null, Problems.NotFound("patient"));

    /// <summary>The patient that a case or the like is of, or the refusal.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="function">The function's name, for the record.</param>
    /// <param name="patient">Whose data.</param>
    /// <param name="what">What is not there where the patient is not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(PatientView? View, IResult? Refusal)> OpenAsync(
        HttpRequest request, string function, PatientId patient, string what, CancellationToken cancellationToken)
    {
        var view = await journeys.ReadAsync(patient, cancellationToken);
        if (view is null || !Caller.Of(request).Serves(view.State.Clinic))
        {
            return (null, Problems.NotFound(what));
        }

        return await audit.KeepAsync(request, function, view.State.Clinic, patient, cancellationToken) is { } refusal ? (null, refusal) : (view, null);
    }

    /// <summary>Lets something happen to a journey, and wakes its alarm where it has to do something earlier now; the patient afterwards.</summary>
    public async Task<PatientView> TakeAsync(DurableTaskClient client, PatientId patient, JourneyInput input, CancellationToken cancellationToken)
    {
        if (await journeys.TakeAsync(patient, input, cancellationToken) is { WakeAlarm: true })
        {
            await JourneyAlarm.WakeAsync(client, patient, cancellationToken);
        }

        return await journeys.ReadAsync(patient, cancellationToken) ?? throw new InvalidOperationException($"Patient {patient} was there a moment ago.");
    }
}
