using System.Collections.Immutable;

namespace MicroCare.Core.Triage;

/// <summary>
/// Classes what a patient wrote, by the rules of the lexicons in <c>core/triage/lexicons</c>, English and Spanish at once. The same text always
/// gives the same verdict. <c>docs/triage.md</c> describes the lexicons and says how well they do.
/// </summary>
/// <remarks>
/// A class's score is that of its rules together, 1 - (1 - w1)(1 - w2)..., as if each were a witness of its own. Where signs of danger are too weak to be
/// acted on as such, the text is still one for a person to see: it errs towards people.
/// </remarks>
public static class TriageRules
{
    /// <summary>From this score on a class is acted on.</summary>
    public const double Acted = 0.5;

    /// <summary>From this score on a sign of danger that is too weak by itself makes a text <see cref="TriageClass.Worsening"/>.</summary>
    public const double Look = 0.2;

    private const double Certain = 1;
    private const int BriefWords = 8;
    private const int GreetingWords = 6;
    private const double Asked = 0.6;

    /// <summary>The verdict. Never throws for a text; an empty one is <see cref="TriageClass.Chatter"/>.</summary>
    public static TriageVerdict Read(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Read(words, Lexicon.Shipped);
    }

    /// <summary>The verdict by another lexicon.</summary>
    internal static TriageVerdict Read(string words, Lexicon lexicon)
    {
        var read = lexicon.WordsOf(words);
        var rules = lexicon.Find(read);
        var optsOut = OptsOut(rules);
        var crisis = ScoreOf(rules, TriageClass.Crisis, weak: false);
        var verdict = Strong(rules) ?? Plain(words) ?? Asks(words, read, rules) ?? Weak(rules) ?? Nothing(read.Length);
        if (crisis is >= Look and < Acted && verdict.Class > TriageClass.Worsening)
        {
            var reasons = rules.Where(rule => rule.Class == TriageClass.Crisis).Select(rule => rule.Reason);
            verdict = verdict with { Class = TriageClass.Worsening, Score = Acted, Reasons = ["look: a sign of danger, too weak by itself; a person should read this", .. reasons] };
        }

        return verdict with
        {
            OptsOut = optsOut,
            Reasons = optsOut && verdict.Class != TriageClass.OptOut ? [.. verdict.Reasons, .. ReasonsOf(rules, TriageClass.OptOut)] : verdict.Reasons,
        };
    }

    /// <summary>The verdict of the rules, raised where the second opinion is more urgent and sure enough. It never lowers a class or a score.</summary>
    public static TriageVerdict Raise(TriageVerdict byRules, SecondOpinion? opinion)
    {
        ArgumentNullException.ThrowIfNull(byRules);
        return opinion is not null && SecondOpinions.MayRaise(byRules, opinion)
            ? byRules with
            {
                Class = opinion.Class,
                Score = Math.Max(Math.Max(byRules.Score, Acted), Math.Min(opinion.Score, Certain)),
                Reasons = [.. byRules.Reasons, $"second opinion: reads like {TriageClasses.NameOf(opinion.Class)}"],
            }
            : byRules;
    }

    /// <summary>Whether an opinion is sure enough to raise a verdict that is less urgent.</summary>
    public static bool IsSure(SecondOpinion opinion)
    {
        ArgumentNullException.ThrowIfNull(opinion);
        return opinion.Score >= SecondOpinions.Threshold(opinion.Class);
    }

    /// <summary>Whether a text asks for no more texts: the one truth behind <see cref="Replies.Keywords"/> and <see cref="TriageVerdict.OptsOut"/>.</summary>
    internal static bool OptsOut(string words) => OptsOut(Lexicon.Shipped.Find(Lexicon.Shipped.WordsOf(words)));

    private static bool OptsOut(List<TriageRule> rules) => ScoreOf(rules, TriageClass.OptOut, weak: false) >= Acted;

    private static TriageVerdict? Strong(List<TriageRule> rules) => Most(rules, weak: false);

    private static TriageVerdict? Weak(List<TriageRule> rules) => Most(rules, weak: true);

    /// <summary>The most urgent class that is acted on.</summary>
    private static TriageVerdict? Most(List<TriageRule> rules, bool weak)
    {
        foreach (var kind in rules.Where(rule => rule.IsWeak == weak).Select(rule => rule.Class).Distinct().Order())
        {
            if (ScoreOf(rules, kind, weak) is >= Acted and var score)
            {
                return new TriageVerdict(kind, score, ReasonsOf(rules, kind), OptsOut: false);
            }
        }

        return null;
    }

    private static TriageVerdict? Plain(string words) =>
        PlainAnswer.KindOf(words) is { } kind ? new TriageVerdict(TriageClass.Answer, Certain, [$"answer.plain: nothing but {kind}"], OptsOut: false) : null;

    /// <summary>A question mark, unless it only greets: "how are you?".</summary>
    private static TriageVerdict? Asks(string words, ReadWord[] read, List<TriageRule> rules) =>
        words.AsSpan().IndexOfAny('?', '¿') >= 0 && read.Length > 0 && !(read.Length <= GreetingWords && rules.Exists(rule => rule.Class == TriageClass.Chatter))
            ? new TriageVerdict(TriageClass.Question, Asked, ["question.mark: has a question mark"], OptsOut: false)
            : null;

    private static TriageVerdict Nothing(int words) =>
        words is > 0 and <= BriefWords
            ? new TriageVerdict(TriageClass.Answer, Acted, ["answer.brief: a few free words, and no rule speaks of them"], OptsOut: false)
            : new TriageVerdict(TriageClass.Chatter, Acted, ["chatter.rest: no rule speaks of this"], OptsOut: false);

    private static double ScoreOf(List<TriageRule> rules, TriageClass kind, bool weak) =>
        1 - rules.Where(rule => rule.Class == kind && rule.IsWeak == weak).Aggregate(1.0, (left, rule) => left * (1 - rule.Weight));

    private static ImmutableArray<string> ReasonsOf(List<TriageRule> rules, TriageClass kind) => [.. rules.Where(rule => rule.Class == kind).Select(rule => rule.Reason)];
}
