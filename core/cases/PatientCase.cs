using System.Text.Json.Serialization;
using MicroCare.Core.Identity;
using NodaTime;

namespace MicroCare.Core.Cases;

/// <summary>A case as the patient's journey knows it, and as the clinic's list shows it. Holds no words and no name.</summary>
/// <param name="Id">The key of the effect that opened it.</param>
/// <param name="Reason">Why somebody should look.</param>
/// <param name="OpenedAt">When it was opened.</param>
public sealed record PatientCase(EffectKey Id, CaseReason Reason, Instant OpenedAt)
{
    /// <summary>Where it stands.</summary>
    public CaseStatus Status { get; init; } = CaseStatus.Open;

    /// <summary>How often people were called for it; a text of the same kind while it is not resolved calls them again.</summary>
    public int Round { get; init; } = 1;

    /// <summary>When the patient last wrote what belongs to it.</summary>
    public Instant RaisedAt { get; init; } = OpenedAt;

    /// <summary>How far up the list of people on call the last round has gone; 0: nobody was told yet.</summary>
    public int TiersTold { get; init; }

    /// <summary>Whose it is; the opaque id of a member of staff. Null: nobody's.</summary>
    public string? Assignee { get; init; }

    /// <summary>Who acknowledged it first in this round.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When.</summary>
    public Instant? AcknowledgedAt { get; init; }

    /// <summary>Who resolved it; null while it is not, or where the patient did it themselves.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>When.</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>How urgent it is.</summary>
    [JsonIgnore]
    public CaseUrgency Urgency => CaseUrgencies.Of(Reason);

    /// <summary>Whether people are to be called for it now.</summary>
    [JsonIgnore]
    public bool CallsPeople => Urgency == CaseUrgency.Emergency && Status == CaseStatus.Open;
}
