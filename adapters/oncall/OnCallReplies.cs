using MicroCare.Core.Cases;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Replies;

namespace MicroCare.Adapters.OnCall;

/// <summary>Reads what people on call text back.</summary>
public interface IOnCallReplies
{
    /// <summary>What the text does; null where it comes from nobody on call, or takes no case.</summary>
    Task<OnCallReply?> ReadAsync(InboundText text, CancellationToken cancellationToken);
}

/// <summary>What a text of somebody on call leads to.</summary>
/// <param name="Patient">Whose case is taken; null where there is none to take.</param>
/// <param name="Act">What is done to it.</param>
/// <param name="Answer">What they are answered.</param>
public sealed record OnCallReply(PatientId? Patient, JourneyInput.CaseActed? Act, string Answer);

/// <summary>
/// <c>ACK</c> or <c>VOY</c> from a number on a clinic's list takes the newest emergency of that clinic that nobody has taken; with a case's id behind it, that
/// case. A text that comes again takes no second one.
/// </summary>
public sealed class OnCallReplies(IClinics clinics, ICaseBoard cases) : IOnCallReplies
{
    private static readonly string[] Words = ["ack", "voy"];

    /// <inheritdoc />
    public async Task<OnCallReply?> ReadAsync(InboundText text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Text.Words.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var first, .. var rest]
            || !Words.Contains(TextFolding.Fold(first), StringComparer.Ordinal))
        {
            return null;
        }

        var open = new List<(ClinicCase Case, string By)>();
        var named = false;
        foreach (var clinic in clinics.All)
        {
            if (clinic.OnCall.SelectMany(tier => tier.Contacts).FirstOrDefault(contact => contact.Phone == text.From.Words) is { } contact)
            {
                named = true;
                var by = $"oncall:{Slug(contact)}";
                open.AddRange((await cases.ListAsync(clinic.Id, new CaseQuery(Urgency: CaseUrgency.Emergency, Most: int.MaxValue), cancellationToken)).Select(one => (one, by)));
            }
        }

        return named ? Choose(text, rest is [var id] ? id.TrimEnd('.', '!') : null, open) : null;
    }

    private static OnCallReply Choose(InboundText text, string? id, List<(ClinicCase Case, string By)> emergencies)
    {
        var chosen = id is not null
            ? emergencies.FirstOrDefault(one => string.Equals(one.Case.Case.Id.Value, id, StringComparison.OrdinalIgnoreCase))
            : emergencies.FirstOrDefault(one => one.Case.Case.AcknowledgedBy == one.By && one.Case.Case.AcknowledgedAt >= text.At) is { Case: not null } taken
                ? taken // This text was handled before, and its answer was lost.
                : emergencies.Where(one => one.Case.Case.CallsPeople).OrderByDescending(one => one.Case.Case.RaisedAt).FirstOrDefault();
        if (chosen.Case is not { } found)
        {
            return new OnCallReply(null, null, id is null ? "No emergency waits for anybody just now." : "There is no open emergency with that id.");
        }

        var waiting = emergencies.Count(one => one.Case.Case.CallsPeople && one.Case.Case.Id != found.Case.Id);
        return new OnCallReply(
            found.Patient,
            new JourneyInput.CaseActed(found.Case.Id, CaseAction.Acknowledge, chosen.By) { Id = new InputId($"ack-{text.Id}") },
            $"Thank you, case {found.Case.Id} is yours. Look it up and call the patient now." + (waiting > 0 ? $" {waiting} more wait: reply ACK for the next." : ""));
    }

    /// <summary>A contact's name as an id: <c>Nurse on duty</c> is <c>nurse-on-duty</c>.</summary>
    private static string Slug(OnCallContact contact) => string.Join('-', TextFolding.WordsOf(contact.Name).DefaultIfEmpty("somebody"));
}
