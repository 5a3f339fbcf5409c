namespace MicroCare.Core.Triage;

/// <summary>When a statistical model's opinion outweighs the rules.</summary>
internal static class SecondOpinions
{
    // What is certain by itself (a keyword, a bare number) needs no statistics.
    private const double Certain = 0.99;

    /// <summary>
    /// How sure the opinion must be. In cross-validation on the training texts (<c>docs/triage.md</c>) about seven of ten opinions above a class's line are
    /// right, and more than nine of ten for who wants a person; danger's line is high because the model, which has seen few texts, sees danger too often.
    /// </summary>
    public static double Threshold(TriageClass kind) => kind switch
    {
        TriageClass.Crisis => 0.85,
        TriageClass.WantsPerson => 0.6,
        TriageClass.SideEffect or TriageClass.Technical => 0.7,
        TriageClass.Complaint or TriageClass.Appointment => 0.75,
        TriageClass.Worsening or TriageClass.Question => 0.8,
        _ => double.PositiveInfinity, // Nobody is stopped, started or taken to have answered by statistics.
    };

    /// <summary>Whether it is more urgent, and sure enough.</summary>
    public static bool MayRaise(TriageVerdict byRules, SecondOpinion opinion) =>
        opinion.Class < byRules.Class && opinion.Score >= Threshold(opinion.Class) && !(byRules.Score >= Certain && byRules.Class > TriageClass.Question);
}
