using System.Collections.Immutable;

namespace MicroCare.Core.Triage;

/// <summary>What a text was classed as, and why.</summary>
/// <param name="Class">The one main class.</param>
/// <param name="Score">How sure that is, 0 to 1; at 0.5 and above the class is acted on.</param>
/// <param name="Reasons">Why, in words that a clinic can audit: names of rules and what they look for. Never the patient's own words.</param>
/// <param name="OptsOut">Whether the text asks for no more texts as well, whatever its main class is: a STOP inside a crisis text is both.</param>
public sealed record TriageVerdict(TriageClass Class, double Score, ImmutableArray<string> Reasons, bool OptsOut);

/// <summary>What a statistical model makes of a text. It may raise a class, and never lowers one.</summary>
/// <param name="Class">What it thinks the text is.</param>
/// <param name="Score">Its probability for that, 0 to 1.</param>
public sealed record SecondOpinion(TriageClass Class, double Score);
