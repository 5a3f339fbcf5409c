namespace MicroCare.Core.Programs;

/// <summary>Puts texts together that were written apart.</summary>
internal static class Sentences
{
    /// <summary>Both, with a full stop between them where the first one has no end of its own.</summary>
    public static string Joined(string first, string second) =>
        first.Length == 0 || second.Length == 0 ? first + second : first + (char.IsLetterOrDigit(first[^1]) || first[^1] == ')' ? ". " : " ") + second;
}
