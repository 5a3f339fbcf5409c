namespace MicroCare.Core.Triage;

/// <summary>When a statistical model's opinion outweighs the rules.</summary>
internal static class SecondOpinions
{
    // What is certain by itself (a keyword, a bare number) needs no statistics.
    private const double Certain = 0.99;

    /// <summary>
    /// How sure the opinion must be. Danger is believed sooner than anything else, because a person who looks in vain loses a minute and a person who does not
    /// look may lose a life; what a false alarm would waste most of, staff's time, is asked for most certainty. The lines were drawn by cross-validation on the
    /// training texts (<c>docs/triage.md</c>), not on the test set.
    /// </summary>
    public static double Threshold(TriageClass kind) => kind switch
    {
        TriageClass.Crisis => 0.6,
        TriageClass.SideEffect or TriageClass.Worsening or TriageClass.WantsPerson => 0.7,
        TriageClass.Complaint or TriageClass.Appointment or TriageClass.Technical => 0.75,
        TriageClass.Question => 0.8,
        _ => double.PositiveInfinity, // Nobody is stopped, started or taken to have answered by statistics.
    };

    /// <summary>Whether it is more urgent, and sure enough.</summary>
    public static bool MayRaise(TriageVerdict byRules, SecondOpinion opinion) =>
        opinion.Class < byRules.Class && opinion.Score >= Threshold(opinion.Class) && !(byRules.Score >= Certain && byRules.Class > TriageClass.Question);
}
