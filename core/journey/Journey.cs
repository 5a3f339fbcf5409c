using MicroCare.Core.Clinics;
using MicroCare.Core.Programs;
using MicroCare.Core.Replies;
using MicroCare.Core.Triage;
using NodaTime;

namespace MicroCare.Core.Journeys;

/// <summary>
/// The rulebook of one patient's journey. Pure: the same state, input, program and time always lead to the same outcome, and nothing
/// else is looked at.
/// </summary>
public static class Journey
{
    /// <summary>Begins a journey.</summary>
    /// <param name="input">The enrollment.</param>
    /// <param name="program">The program that it names.</param>
    /// <param name="clinic">What the clinic has decided on.</param>
    /// <param name="now">The present.</param>
    public static Outcome Begin(JourneyInput.Enrolled input, InterventionProgram program, ClinicPolicy clinic, Instant now)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(clinic);
        if (input.Program != program.Id)
        {
            throw new ArgumentException($"The enrollment names program '{input.Program}', not '{program.Id}'.", nameof(program));
        }

        var state = new JourneyState
        {
            Patient = input.Patient,
            Clinic = input.Clinic,
            Program = program.Id,
            ProgramVersion = program.Version,
            NextStepId = program.Steps[0].Id,
            Zone = input.Zone,
            Language = input.Language,
            Window = input.Window,
            EnrolledAt = now,
            Discharge = input.Discharge,
            Appointment = input.Appointment,
            UsState = input.UsState,
        };
        var draft = new Draft(state, program, clinic, now);
        draft.Note(n => new JourneyFact.Enrolled(program.Id, program.Version, input.ConsentSource, input.Guardian) { Sequence = n, At = now });
        ProfileRules.Read(draft, input.Reading);
        if (input.ResearchSource is { } source)
        {
            ResearchRules.OnFile(draft, source);
        }

        ConsentRules.Ask(draft);
        return draft.Finish();
    }

    /// <summary>Takes a journey one step on.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="input">What happened; whether it happened before is the caller's to know, by its id.</param>
    /// <param name="program">The state's program, in its newest version, which knows the earlier ones that are still there.</param>
    /// <param name="clinic">What the patient's clinic has decided on.</param>
    /// <param name="now">The present; not before any <c>now</c> of an earlier step.</param>
    /// <exception cref="InvalidOperationException">The input cannot come in this phase: a bug of the caller.</exception>
    public static Outcome Step(JourneyState state, JourneyInput input, InterventionProgram program, ClinicPolicy clinic, Instant now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(clinic);
        var draft = new Draft(state, VersionRules.EditionFor(state, program, now), clinic, now);
        VersionRules.Migrate(draft, program.Edition(state.ProgramVersion));

        switch (state.Phase, input)
        {
            case (_, JourneyInput.ReplyReceived reply):
                TakeReply(draft, reply);
                break;

            case (JourneyPhase.AwaitingConsent, JourneyInput.ClockReached):
                HoldRules.Tick(draft);
                ConsentRules.Tick(draft);
                break;
            case (JourneyPhase.Running, JourneyInput.ClockReached) when ConsentRules.IsOutdated(draft):
                ConsentRules.AskAnew(draft);
                break;
            case (JourneyPhase.Running, JourneyInput.ClockReached):
                HoldRules.Tick(draft);
                PauseRules.Tick(draft);
                ResearchRules.AskAnew(draft);
                ProgramRules.Tick(draft);
                FollowUpRules.Tick(draft);
                EngagementRules.Tick(draft);
                break;
            case (JourneyPhase.Completed or JourneyPhase.Declined or JourneyPhase.ConsentExpired or JourneyPhase.OptedOut or JourneyPhase.Ended,
                  JourneyInput.ClockReached):
                break; // An alarm that was set before the phase changed.

            case (_, JourneyInput.DeliveryReported report):
                DeliveryRules.Take(draft, report);
                break;
            case (_, JourneyInput.TextExpired expired):
                draft.Note(n => new JourneyFact.TextExpired(expired.Text) { Sequence = n, At = now });
                break;

            case (_, JourneyInput.ProfileChanged change):
                ProfileRules.Change(draft, change);
                break;
            case (_, JourneyInput.AnchorMoved moved):
                ProfileRules.Move(draft, moved);
                break;

            case (_, JourneyInput.CaseActed acted):
                CaseRules.Act(draft, acted);
                break;
            case (_, JourneyInput.PeopleCalled called):
                CaseRules.Called(draft, called);
                break;
            case (_, JourneyInput.StaffWrote wrote):
                StaffRules.Write(draft, wrote);
                break;
            case (_, JourneyInput.HoldChanged change):
                HoldRules.Change(draft, change);
                break;

            default:
                throw new InvalidOperationException($"A journey that is {state.Phase} cannot take {input.GetType().Name}.");
        }

        return draft.Finish();
    }

    private static void TakeReply(Draft draft, JourneyInput.ReplyReceived reply)
    {
        // Every text is classed before anything else happens.
        draft.Read(TriageRules.Raise(TriageRules.Read(reply.Text.Words), reply.Opinion), reply.At);
        draft.State = draft.State with { LastWroteAt = Instant.Max(draft.State.LastWroteAt ?? reply.At, reply.At) };
        if (draft.Verdict!.Class == TriageClass.Crisis)
        {
            CrisisRules.Take(draft, reply);
            return;
        }

        if (ResearchRules.Take(draft, reply))
        {
            HeardIfRunning(draft, reply);
            return;
        }

        var keyword = Keywords.Find(reply.Text.Words, draft.Verdict.OptsOut);
        switch (draft.State.Phase, keyword)
        {
            case (JourneyPhase.OptedOut, Keyword.Start):
                OptOutRules.ComeBack(draft, reply);
                break;
            case (JourneyPhase.OptedOut, Keyword.Stop):
                OptOutRules.StopAgain(draft, reply);
                break;
            case (JourneyPhase.OptedOut, _):
                ReplyRules.OnlyRecord(draft, reply);
                ConcernRules.Open(draft); // Nobody answers who has stopped, but somebody may call.
                break;

            case (_, Keyword.Stop):
                OptOutRules.Stop(draft, reply);
                break;
            case (_, Keyword.Help):
                ReplyRules.Help(draft, reply);
                break;

            case (JourneyPhase.AwaitingConsent, _):
                ConsentRules.Answer(draft, reply, keyword == Keyword.Start);
                break;
            case (JourneyPhase.Declined or JourneyPhase.ConsentExpired, _):
                ConsentRules.LateAnswer(draft, reply, keyword == Keyword.Start);
                break;
            case (JourneyPhase.Running, _) when draft.State.IsHeld:
                ReplyRules.TakeHeld(draft, reply);
                break;
            case (JourneyPhase.Running, _):
                ReplyRules.Take(draft, reply);
                break;
            case (JourneyPhase.Completed or JourneyPhase.Ended, _):
                ReplyRules.Unmatched(draft, reply);
                break;

            default:
                throw new InvalidOperationException($"A journey that is {draft.State.Phase} cannot take a reply.");
        }
    }

    private static void HeardIfRunning(Draft draft, JourneyInput.ReplyReceived reply)
    {
        if (draft.State.Phase == JourneyPhase.Running)
        {
            EngagementRules.Heard(draft, reply.At);
        }
    }
}
