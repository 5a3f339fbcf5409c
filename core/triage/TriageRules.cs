using MicroCare.Core.Replies;
namespace MicroCare.Core.Triage;
/// <summary>Stand-in.</summary>
public static class TriageRules
{
    /// <summary>.</summary>
    public static TriageVerdict Read(string words)
    {
        var f = TextFolding.Fold(words);
        return f.Contains("kill myself", StringComparison.Ordinal) || f.Contains("want to die", StringComparison.Ordinal) ? new(TriageClass.Crisis, 0.9, ["x"], Keywords.Find(words) == Keyword.Stop || f.Contains("stop texting", StringComparison.Ordinal))
            : f.Contains("call me", StringComparison.Ordinal) ? new(TriageClass.WantsPerson, 0.9, ["x"], false)
            : new(TriageClass.Chatter, 0.5, [], Keywords.Find(words) == Keyword.Stop);
    }
    /// <summary>.</summary>
    public static TriageVerdict Raise(TriageVerdict v, SecondOpinion? o) => v;
}
