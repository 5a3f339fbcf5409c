using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using NodaTime;

namespace MicroCare.Functions.Cases;

/// <summary>A case as a list shows it: no words, and no name.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="PatientId">Whose case it is.</param>
/// <param name="Clinic">The clinic.</param>
/// <param name="Reason">Why somebody should look, in camel case.</param>
/// <param name="Urgency">emergency, urgent, soon or routine.</param>
/// <param name="Status">open, acknowledged or resolved.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="RaisedAt">When the patient last wrote what belongs to it.</param>
/// <param name="AgeMinutes">Whole minutes since it was opened.</param>
/// <param name="Assignee">Whose it is; null: nobody's.</param>
/// <param name="AcknowledgedBy">Who acknowledged it first in this round.</param>
/// <param name="AcknowledgedAt">When.</param>
/// <param name="Round">Which time people are called for it.</param>
/// <param name="TiersTold">How far up the list of people on call the round has gone.</param>
/// <param name="Links">Where to go from here.</param>
public record CaseResponse(
    string Id, string PatientId, string Clinic, string Reason, string Urgency, string Status, DateTimeOffset OpenedAt, DateTimeOffset RaisedAt, long AgeMinutes,
    string? Assignee, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, int Round, int TiersTold, CaseLinks Links)
{
    /// <summary>The response for a case.</summary>
    public static CaseResponse Of(ClinicId clinic, PatientId patient, PatientCase one, Instant now)
    {
        ArgumentNullException.ThrowIfNull(one);
        return new CaseResponse(
            one.Id.Value, patient.Value, clinic.Value, CaseWords.Of(one.Reason), CaseWords.Of(one.Urgency), CaseWords.Of(one.Status), one.OpenedAt.ToDateTimeOffset(),
            one.RaisedAt.ToDateTimeOffset(), (long)(now - one.OpenedAt).TotalMinutes, one.Assignee, one.AcknowledgedBy, one.AcknowledgedAt?.ToDateTimeOffset(), one.Round,
            one.TiersTold, CaseLinks.Of(one.Id, patient));
    }
}

/// <summary>Where to go from a case.</summary>
public sealed record CaseLinks(string Case, string Acknowledge, string Assign, string Note, string Resolve, string Patient, string Conversation, string Messages)
{
    /// <summary>The links of a case.</summary>
    public static CaseLinks Of(EffectKey id, PatientId patient)
    {
        var (one, person) = ($"/api/cases/{id}", $"/api/patients/{patient}");
        return new CaseLinks(one, $"{one}/acknowledge", $"{one}/assign", $"{one}/note", $"{one}/resolve", person, $"{person}/conversation", $"{person}/messages");
    }
}

/// <summary>A case with what happened to it, what staff noted, and what the patient wrote.</summary>
/// <param name="Case">The case.</param>
/// <param name="History">The facts about it, in order; notes with their words.</param>
/// <param name="RaisedBy">What the patient wrote that opened or renewed it, in order.</param>
public sealed record CaseFileResponse(CaseResponse Case, IReadOnlyList<JsonNode> History, IReadOnlyList<RaisingText> RaisedBy)
{
    /// <summary>The response for a case's file.</summary>
    public static CaseFileResponse Of(JourneyState state, CaseFile file, Instant now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(file);
        return new CaseFileResponse(
            CaseResponse.Of(state.Clinic, state.Patient, file.Case, now),
            [.. file.History.Select(fact => JsonSerializer.SerializeToNode(fact, JourneyJson.Options)!)],
            [.. file.RaisedBy.Select(fact => new RaisingText(
                fact.At.ToDateTimeOffset(), fact.Words!.Words, fact.Triage is { } triage ? CaseWords.Of(triage.Class) : null, fact.Triage?.Score, fact.Triage?.Reasons.ToArray() ?? []))]);
    }
}

/// <summary>What a patient wrote, and what it was classed as.</summary>
/// <param name="At">When it was handled.</param>
/// <param name="Text">The patient's words.</param>
/// <param name="Class">What it was classed as, in camel case; null where nothing was.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
/// <param name="Reasons">Why, in words of ours.</param>
public sealed record RaisingText(DateTimeOffset At, string Text, string? Class, double? Score, IReadOnlyList<string> Reasons);
