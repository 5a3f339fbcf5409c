using System.Collections.Immutable;
using MicroCare.Adapters.Costs;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.OnCall;
using MicroCare.Adapters.Phones;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Replies;
using MicroCare.Core.Triage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MicroCare.Adapters.Journeys;

/// <summary>Where all that happens to journeys comes in.</summary>
public sealed class JourneyDesk(
    IPatientStore store,
    IPhoneBook phones,
    JourneyStepper stepper,
    OutboxDispatcher outbox,
    ITextSender sender,
    ISecondReader reader,
    TextMeter meter,
    IOnCallReplies onCall,
    Pseudonyms pseudonyms,
    ILogger<JourneyDesk> log) : IJourneys
{
    private const int MostRounds = 8;

    /// <inheritdoc />
    public async Task<EnrollmentResult> EnrollAsync(Enrollment enrollment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(enrollment);
        var patient = pseudonyms.PatientOf(enrollment);
        if (await stepper.LoadAsync(patient, fresh: true, cancellationToken) is { } known)
        {
            return new(EnrollmentStatus.AlreadyEnrolled, patient, known.State.EnrolledAt, known.State.NextWake);
        }

        if (await store.FindErasingAsync(patient, cancellationToken) is not null)
        {
            return new(EnrollmentStatus.BeingErased, default, default, null);
        }

        if (await phones.IsSuppressedAsync(enrollment.Phone, cancellationToken))
        {
            return new(EnrollmentStatus.PhoneSuppressed, default, default, null);
        }

        if (!await phones.ReserveAsync(enrollment.Phone, patient, cancellationToken))
        {
            return new(EnrollmentStatus.PhoneInUse, default, default, null);
        }

        var input = new JourneyInput.Enrolled(
            patient, enrollment.Clinic, enrollment.Program, enrollment.Zone, enrollment.Language, enrollment.Window, enrollment.ConsentSource, enrollment.Reading,
            enrollment.Discharge, enrollment.Appointment, enrollment.Guardian, enrollment.ResearchSource, enrollment.UsState)
        {
            Id = new InputId("enrolled"),
        };
        var (record, created) = await stepper.BeginAsync(input, new Contact(enrollment.Name, enrollment.Phone), cancellationToken);
        if (record is null)
        {
            if (await store.FindErasingAsync(patient, cancellationToken) is null)
            {
                throw new InvalidOperationException($"Patient {patient} was neither stored nor found."); // Whoever enrolls asks again.
            }

            await phones.ReleaseAsync(enrollment.Phone, patient, cancellationToken);
            return new(EnrollmentStatus.BeingErased, default, default, null);
        }

        if (!created)
        {
            return new(EnrollmentStatus.AlreadyEnrolled, patient, record.State.EnrolledAt, record.State.NextWake);
        }

        // A text that waits is the alarm's to send: whoever enrolled starts it, and it rings at once, or when the text's turn comes.
        (record, var waiting, var slot) = await DispatchAsync(record, inConversation: false, cancellationToken);
        return new(EnrollmentStatus.Created, patient, record.State.EnrolledAt, waiting is null ? Earlier(record.State.NextWake, slot) : stepper.Now);
    }

    /// <inheritdoc />
    public async Task<AlarmReading> RingAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var stepped = await stepper.StepAsync(patient, new JourneyInput.ClockReached { Id = new InputId("clock") }, [], cancellationToken);
        if (stepped is null)
        {
            return new AlarmReading(null, Gone: true);
        }

        var (record, waiting, slot) = await DispatchAsync(stepped.Record, inConversation: false, cancellationToken);
        return waiting is null ? new AlarmReading(Earlier(record.State.NextWake, slot)) : throw new TextingUnavailableException(patient, waiting);
    }

    /// <inheritdoc />
    public async Task<InboundResult> ReceiveAsync(InboundText text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (await phones.FindAsync(text.From, cancellationToken) is not { } patient)
        {
            return await AnswerStrangerAsync(text, cancellationToken);
        }

        var input = new JourneyInput.ReplyReceived(text.Text, text.At, reader.Read(text.Text), pseudonyms.PhoneKey(text.From)) { Id = text.Id };
        if (await TakeAsync(patient, input, [], cancellationToken, text.Segments) is { } result)
        {
            return result;
        }

        // Erased, perhaps by another instance; since then the number may have become somebody else's.
        phones.Forget(text.From);
        return await phones.FindAsync(text.From, cancellationToken) is { } other && other != patient && await TakeAsync(other, input, [], cancellationToken, text.Segments) is { } theirs
            ? theirs
            : await AnswerStrangerAsync(text, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<InboundResult> ReportAsync(DeliveryReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!report.Text.TryRead(out var patient, out _))
        {
            if (report.Outcome != DeliveryOutcome.Delivered && OnCallMessenger.IsCall(report.Text))
            {
                AdapterLog.CallNotDelivered(log, report.Text.Value, report.Outcome.ToString());
            }

            return new InboundResult(null, WakeAlarm: false);
        }

        if (report.Outcome == DeliveryOutcome.Delivered)
        {
            AdapterLog.TextDelivered(log, report.Text.Value);
        }
        else
        {
            AdapterLog.TextNotDelivered(log, report.Text.Value, report.Outcome.ToString());
        }

        // A report proves that the text left the outbox, whoever sent it.
        var input = new JourneyInput.DeliveryReported(report.Text, report.Outcome, report.Code) { Id = report.Id };
        return await TakeAsync(patient, input, [report.Text], cancellationToken) ?? new InboundResult(null, WakeAlarm: false);
    }

    /// <inheritdoc />
    public async Task<InboundResult> ChangeAsync(PatientId patient, InputId id, ProfileChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var inputs = new List<JourneyInput>();
        if (change is not { Zone: null, Language: null, Window: null, Reading: null })
        {
            inputs.Add(new JourneyInput.ProfileChanged(change.Zone, change.Language, change.Window, change.Reading) { Id = new InputId($"{id}/profile") });
        }

        inputs.AddRange(change.Anchors.Select(moved => new JourneyInput.AnchorMoved(moved.Anchor, moved.Date) { Id = new InputId($"{id}/{moved.Anchor}") }));
        var result = new InboundResult(null, WakeAlarm: false);
        foreach (var input in inputs)
        {
            var taken = await TakeAsync(patient, input, [], cancellationToken) ?? result;
            result = taken with { WakeAlarm = taken.WakeAlarm || result.WakeAlarm };
        }

        return result;
    }

    /// <inheritdoc />
    public Task<InboundResult?> TakeAsync(PatientId patient, JourneyInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return TakeAsync(patient, input, [], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<PatientView?> ReadAsync(PatientId patient, CancellationToken cancellationToken)
    {
        var record = await stepper.LoadAsync(patient, fresh: true, cancellationToken);
        return record is null ? null : new PatientView(record.State, await store.ReadFactsAsync(patient, cancellationToken));
    }

    private async Task<InboundResult?> TakeAsync(
        PatientId patient, JourneyInput input, ImmutableArray<EffectKey> settles, CancellationToken cancellationToken, int segments = 0)
    {
        if (await stepper.StepAsync(patient, input, settles, cancellationToken) is not { } stepped)
        {
            return null;
        }

        if (segments > 0 && !stepped.Repeated)
        {
            meter.Received(stepped.Record.State.Clinic, segments);
        }

        var (_, waiting, slot) = await DispatchAsync(stepped.Record, inConversation: input is JourneyInput.ReplyReceived, cancellationToken);
        return new InboundResult(patient, stepped.WakeMovedUp || waiting is not null || slot is not null);
    }

    /// <summary>Empties the outbox as far as the carrier lets us; texts that will never go out are told to the journey, which may say more.</summary>
    private async Task<(PatientRecord Record, string? Waiting, Instant? Slot)> DispatchAsync(
        PatientRecord record, bool inConversation, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds && !record.Outbox.IsEmpty; round++)
        {
            var report = await outbox.DispatchAsync(record, stepper.Now, inConversation, cancellationToken);
            foreach (var input in report.Inputs)
            {
                var key = input is JourneyInput.TextExpired expired ? expired.Text : ((JourneyInput.DeliveryReported)input).Text;
                var stepped = await stepper.StepAsync(record.State.Patient, input, [key], cancellationToken);
                record = stepped?.Record ?? record;
            }

            if (report.Waiting is not null || report.Inputs.IsEmpty)
            {
                return (record, report.Waiting, report.Slot);
            }
        }

        return (record, null, null);
    }

    private static Instant? Earlier(Instant? wake, Instant? slot) => wake is { } first && slot is { } second ? Instant.Min(first, second) : wake ?? slot;

    private async Task<InboundResult> AnswerStrangerAsync(InboundText text, CancellationToken cancellationToken)
    {
        if (await onCall.ReadAsync(text, cancellationToken) is { } reply)
        {
            return await TakeOnCallAsync(text, reply, cancellationToken);
        }

        var now = stepper.Now;
        if (TriageRules.Raise(TriageRules.Read(text.Text.Words), reader.Read(text.Text)).Class == TriageClass.Crisis)
        {
            // Whoever it is: the crisis lines are in the answer, and each such text gets it.
            AdapterLog.StrangerInDanger(log);
            await SendToStrangerAsync(text, cancellationToken);
            return new InboundResult(null, WakeAlarm: false);
        }

        if (Keywords.Find(text.Text.Words) == Keyword.Start)
        {
            await phones.LiftAsync(text.From, text.At, cancellationToken);
        }

        if (Keywords.Find(text.Text.Words) != Keyword.Stop
            && await phones.MayAnswerStrangerAsync(text.From, text.Id, now, cancellationToken))
        {
            await SendToStrangerAsync(text, cancellationToken);
        }

        meter.Received(DayTotal.NoClinic, text.Segments);

        return new InboundResult(null, WakeAlarm: false);
    }

    private async Task<InboundResult> TakeOnCallAsync(InboundText text, OnCallReply reply, CancellationToken cancellationToken)
    {
        var result = reply is { Patient: { } patient, Act: { } act } ? await TakeAsync(patient, act, [], cancellationToken) : null;
        var answer = new OutgoingText(new EffectKey($"oncall-answer-{text.Id}"), text.At, text.From, new PatientText(reply.Answer));
        await sender.SendAsync(answer, cancellationToken);
        meter.Sent(answer.Key, DayTotal.NoClinic, TextPurpose.Answer, reply.Answer);
        return result ?? new InboundResult(null, WakeAlarm: false);
    }

    // When it cannot be sent, the queue brings the message again.
    private async Task SendToStrangerAsync(InboundText text, CancellationToken cancellationToken)
    {
        var answer = new OutgoingText(new EffectKey($"stranger-{text.Id}"), text.At, text.From, new PatientText(UnknownSender.Answer));
        await sender.SendAsync(answer, cancellationToken);
        meter.Sent(answer.Key, DayTotal.NoClinic, TextPurpose.Answer, UnknownSender.Answer);
    }
}
