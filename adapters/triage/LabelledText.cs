using MicroCare.Core.Triage;

namespace MicroCare.Adapters.Triage;

/// <summary>A text that was written to learn from.</summary>
/// <param name="Class">What it is.</param>
/// <param name="Language">The language that it is written in, <c>en</c> or <c>es</c>.</param>
/// <param name="Text">The text; made up, never a patient's.</param>
public sealed record LabelledText(TriageClass Class, string Language, string Text);
