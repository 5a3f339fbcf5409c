namespace MicroCare.Core.Triage;

/// <summary>When a statistical model's opinion outweighs the rules.</summary>
internal static class SecondOpinions
{
    // What is certain by itself (a keyword, a bare number) needs no statistics.
    private const double Certain = 0.99;

    /// <summary>
    /// How sure the opinion must be. In cross-validation on the training texts (<c>docs/triage.md</c>) six in ten opinions above the line for danger are right, and
    /// seven to nine in ten above the others: for danger that is enough, because who looks in vain loses a minute.
    /// </summary>
    public static double Threshold(TriageClass kind) => kind switch
    {
        TriageClass.WantsPerson => 0.6,
        TriageClass.Crisis or TriageClass.SideEffect or TriageClass.Technical => 0.7,
        TriageClass.Complaint or TriageClass.Appointment => 0.75,
        TriageClass.Worsening or TriageClass.Question => 0.8,
        _ => double.PositiveInfinity, // Nobody is stopped, started or taken to have answered by statistics.
    };

    /// <summary>Whether it is more urgent, and sure enough.</summary>
    public static bool MayRaise(TriageVerdict byRules, SecondOpinion opinion) =>
        opinion.Class < byRules.Class && opinion.Score >= Threshold(opinion.Class) && !(byRules.Score >= Certain && byRules.Class > TriageClass.Question);
}
