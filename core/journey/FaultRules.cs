using MicroCare.Core.Identity;
using MicroCare.Core.Programs;

namespace MicroCare.Core.Journeys;

/// <summary>Nobody's journey stops because of a program's mistake: what it decided is taken back, a fact and the operator tell of it, and the patient goes on.</summary>
internal static class FaultRules
{
    /// <summary>Does what a program says; false where it turned out to be wrong, and nothing was decided.</summary>
    public static bool Try(Draft draft, StepId step, Action act)
    {
        var mark = draft.Mark();
        try
        {
            act();
            return true;
        }
        catch (ProgramFaultException wrong)
        {
            draft.Return(mark);
            draft.Note(n => new JourneyFact.StepFaulted(step, wrong.Fault, wrong.Name) { Sequence = n, At = draft.Now });
            draft.Ask(key => new JourneyEffect.ReportProgramFault(draft.Program.Id, draft.Program.Version, step, wrong.Fault, wrong.Name) { Key = key });
            return false;
        }
    }
}
