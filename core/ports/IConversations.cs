using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;
using NodaTime;

namespace MicroCare.Core.Ports;

/// <summary>What was written between a patient and the program, in both directions.</summary>
public interface IConversations
{
    /// <summary>A patient's texts in order, the oldest first; null when there is no such patient.</summary>
    Task<Conversation?> ReadAsync(PatientId patient, CancellationToken cancellationToken);
}

/// <summary>A conversation.</summary>
/// <param name="Clinic">The patient's clinic.</param>
/// <param name="Texts">The texts, the oldest first.</param>
public sealed record Conversation(ClinicId Clinic, ImmutableArray<ConversationText> Texts);

/// <summary>One text of a conversation.</summary>
/// <param name="Number">Orders the texts; grows.</param>
/// <param name="At">When it was handled, or decided to go out.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="StaffId">The opaque id of the person of the clinic; null where it was none.</param>
/// <param name="Step">The step that it belongs to; null where it belongs to none.</param>
/// <param name="Words">The words as the patient wrote or read them; null where they were not kept.</param>
/// <param name="Delivery">What became of it; null for a text of the patient's.</param>
/// <param name="Triage">What it was classed as; null for a text of ours.</param>
public sealed record ConversationText(
    int Number, Instant At, ConversationSide By, string? StaffId, StepId? Step, PatientText? Words, TextFate? Delivery, TriageNote? Triage);

/// <summary>Who wrote a text.</summary>
public enum ConversationSide
{
    /// <summary>The patient.</summary>
    Patient,

    /// <summary>The program.</summary>
    Program,

    /// <summary>A person of the clinic.</summary>
    Staff,

    /// <summary>The crisis lines.</summary>
    Safety,
}

/// <summary>What became of a text of ours.</summary>
public enum TextFate
{
    /// <summary>Handed over, or about to be; no report yet.</summary>
    Sent,

    /// <summary>It reached the phone.</summary>
    Delivered,

    /// <summary>It will not reach the phone.</summary>
    Failed,

    /// <summary>Its moment had passed before it could be handed over.</summary>
    Expired,
}
