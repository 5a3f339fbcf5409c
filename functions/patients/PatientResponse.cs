using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;

namespace MicroCare.Functions.Patients;

/// <summary>A patient as the clinic's system reads it.</summary>
/// <param name="Status">The journey's phase, in camel case; for a running program the engagement.</param>
/// <param name="NextStep">The id of the next program step; null when none is to come.</param>
/// <param name="NextWake">When the service next has something to do for the patient.</param>
/// <param name="Facts">What happened, in order, without the patient's words.</param>
public sealed record PatientResponse(
    string PatientId,
    string Clinic,
    string Program,
    int ProgramVersion,
    string Status,
    string? Engagement,
    string? NextStep,
    DateTimeOffset? NextWake,
    DateTimeOffset EnrolledAt,
    IReadOnlyList<JsonNode> Facts)
{
    /// <summary>The response for what is known.</summary>
    public static PatientResponse Of(PatientView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var state = view.State;
        var running = state.Phase == JourneyPhase.Running;
        return new PatientResponse(
            state.Patient.Value,
            state.Clinic.Value,
            state.Program.Value,
            state.ProgramVersion,
            JsonNamingPolicy.CamelCase.ConvertName(state.Phase.ToString()),
            running ? JsonNamingPolicy.CamelCase.ConvertName(state.Engagement.ToString()) : null,
            running ? state.NextStepId?.Value : null,
            state.NextWake?.ToDateTimeOffset(),
            state.EnrolledAt.ToDateTimeOffset(),
            [.. view.Facts.Select(fact => JsonSerializer.SerializeToNode(fact with { Words = null }, JourneyJson.Options)!)]);
    }
}
