namespace MicroCare.Core.Triage;

/// <summary>A word of a text, folded and respelled.</summary>
/// <param name="Text">Lower-case letters and digits without accents, or an emoji's name between colons.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="Clause">Number of its clause in the text, from 0.</param>
/// <param name="Sentence">Number of its sentence in the text, from 0.</param>
internal readonly record struct ReadWord(string Text, Pause Before, int Clause, int Sentence);
