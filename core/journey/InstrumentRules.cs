using MicroCare.Core.Cases;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;
using MicroCare.Core.Replies;

namespace MicroCare.Core.Journeys;

/// <summary>Instruments by text: one item at a time, scored as their manuals say, and never in part.</summary>
internal static class InstrumentRules
{
    /// <summary>Begins anew: what was answered earlier does not count, but for items shared with the instrument just before.</summary>
    public static void Begin(Draft draft, Instruction.BeginInstrument begin)
    {
        var instrument = begin.Instrument;
        var stale = instrument.Items.Where(item => !begin.KeepsShared || item.SameAs is null).Select(instrument.KeyOf);
        draft.State = draft.State with { Items = draft.State.Items.RemoveRange(stale) };
        draft.Note(n => new JourneyFact.InstrumentStarted(instrument.Id, instrument.Version) { Sequence = n, At = draft.Now });
    }

    /// <summary>Whether an item need not be asked: it is answered, or only asked after an answer that did not come.</summary>
    public static bool IsSettled(Draft draft, Instruction.AskItem ask)
    {
        var item = ask.Instrument.Items[ask.Item];
        return draft.State.Items.ContainsKey(ask.Instrument.KeyOf(item)) || (item.AskedIf is { } condition && !Holds(draft, ask.Instrument, condition));
    }

    /// <summary>Takes the answer to an item. A sign of danger is answered before anything else happens (PHQ-9 item 9 above 0 needs a safety response).</summary>
    public static void Take(Draft draft, Instruction.AskItem ask, Answer answer)
    {
        var item = ask.Instrument.Items[ask.Item];
        var value = answer switch
        {
            Answer.Number number => number.Value,
            Answer.YesNo yes => yes.Value ? 1 : 0,
            _ => 0,
        };
        draft.State = draft.State with { Items = draft.State.Items.SetItem(ask.Instrument.KeyOf(item), value) };
        if (item.Safety is { } danger && value >= danger)
        {
            draft.Note(n => new JourneyFact.SafetyAnswered(ask.Instrument.Id, item.Id, value) { Sequence = n, At = draft.Now });
            CrisisRules.Answer(draft); // At any hour, however late: help does not keep quiet hours.
            CaseRules.Open(draft, CaseReason.Safety);
        }
        else if (item.Task is { } concern && value >= concern)
        {
            draft.Note(n => new JourneyFact.AnswerOfConcern(ask.Instrument.Id, item.Id, value) { Sequence = n, At = draft.Now });
            CaseRules.Open(draft, CaseReason.AnswerOfConcern);
        }

    }

    /// <summary>Every item is answered: the total, and what follows from it.</summary>
    public static void Score(Draft draft, Instrument instrument)
    {
        if (instrument.Scoring is not { } scoring)
        {
            return;
        }

        if (instrument.Items.Any(item => item.AskedIf is null && !draft.State.Items.ContainsKey(instrument.KeyOf(item))))
        {
            Abandon(draft, instrument); // Another step began it anew in between: what was answered belongs to that one.
            return;
        }

        var sum = 0;
        foreach (var item in instrument.Items)
        {
            sum += item.Scored(draft.State.Items.TryGetValue(instrument.KeyOf(item), out var answer)
                ? answer
                : throw new ProgramFaultException(ProgramFault.UnknownValue, instrument.KeyOf(item)));
        }

        var total = sum * scoring.Times;
        var before = draft.State.Scores.TryGetValue(instrument.Id, out var mark) ? mark.Last : (int?)null;
        draft.State = draft.State with { Scores = draft.State.Scores.SetItem(instrument.Id, new ScoreMark(total, before, draft.Now)) };
        draft.Note(n => new JourneyFact.InstrumentScored(instrument.Id, instrument.Version, total, scoring.BandOf(total), total - before)
        {
            Sequence = n,
            At = draft.Now,
        });
        TailoringRules.Follow(draft, instrument, total, total - before);
    }

    /// <summary>The instrument was left undone.</summary>
    public static void Abandon(Draft draft, Instrument instrument)
    {
        var answered = instrument.Items.Count(item => draft.State.Items.ContainsKey(instrument.KeyOf(item)));
        draft.Note(n => new JourneyFact.InstrumentAbandoned(instrument.Id, answered, instrument.Items.Length) { Sequence = n, At = draft.Now });
    }

    private static bool Holds(Draft draft, Instrument instrument, AskedIf condition)
    {
        var other = instrument.Items.First(item => item.Id == condition.Item);
        return draft.State.Items.TryGetValue(instrument.KeyOf(other), out var answer) && answer >= condition.AtLeast;
    }
}
