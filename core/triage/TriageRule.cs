namespace MicroCare.Core.Triage;

/// <summary>A rule of a lexicon.</summary>
/// <param name="Id">Its name, such as <c>suicide.wish</c>.</param>
/// <param name="Class">The class that it speaks for.</param>
/// <param name="Weight">How much it says, above 0 to 1.</param>
/// <param name="Says">What it looks for, in words that a clinic reads.</param>
/// <param name="IsWeak">Whether it counts only where no other rule is acted on.</param>
/// <param name="Guards">What makes a match none.</param>
/// <param name="Examples">Texts that it must find.</param>
/// <param name="CounterExamples">Texts that it must not find.</param>
internal sealed record TriageRule(
    string Id, TriageClass Class, double Weight, string Says, bool IsWeak, Guard Guards, IReadOnlyList<string> Examples, IReadOnlyList<string> CounterExamples)
{
    /// <summary>The line of a verdict's reasons.</summary>
    public string Reason => $"{Id}: {Says}";
}
