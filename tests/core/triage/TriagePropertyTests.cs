using System.Globalization;
using CsCheck;
using MicroCare.Core.Replies;
using MicroCare.Core.Triage;

namespace MicroCare.Tests.Core.Triage;

/// <summary>What holds of the rules whatever somebody writes.</summary>
public sealed class TriagePropertyTests
{
    private static readonly string[] Pieces =
    [
        .. Lexicon.Shipped.Rules.SelectMany(rule => rule.Examples.Concat(rule.CounterExamples)), ".", "?", ",", "...", "🔪", "💊", "not", "no", "\ud800", "\u200b", "k1ll", "***", "'", "\n",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]).List[0, 6].Select(pieces => string.Join(' ', pieces)));

    private static readonly Gen<TriageVerdict> AnyVerdict =
        Gen.Select(Gen.Enum<TriageClass>(), Gen.Double[0, 1], Gen.Bool, (kind, score, optsOut) => new TriageVerdict(kind, score, ["a reason"], optsOut));

    private static readonly Gen<SecondOpinion> AnyOpinion =
        Gen.Select(Gen.Enum<TriageClass>(), Gen.Double[0, 1], (kind, score) => new SecondOpinion(kind, score));

    [Fact]
    public void Read_OfAnyText_GivesAScoreWithinRangeAndReasons() => AnyText.Sample(
        text =>
        {
            var verdict = TriageRules.Read(text);
            Assert.InRange(verdict.Score, TriageRules.Acted, 1);
            Assert.NotEmpty(verdict.Reasons);
        },
        iter: 3_000);

    [Fact]
    public void Read_OfAnyText_AgreesWithKeywords() =>
        AnyText.Sample(text => Assert.Equal(TriageRules.Read(text).OptsOut, Keywords.Find(text) == Keyword.Stop), iter: 1_000);

    [Fact]
    public void Read_InCapitalsAndWithoutAccents_IsTheSame() => Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]).List[1, 3].Sample(
        pieces =>
        {
            var text = string.Join(' ', pieces);
            var plain = string.Concat(text.Select(c => "áéíóúñ".IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? "aeioun"[at] : c));
            var expected = TriageRules.Read(text);
            foreach (var other in new[] { text.ToUpperInvariant(), plain, plain.ToUpper(CultureInfo.InvariantCulture) }.Select(TriageRules.Read))
            {
                Assert.Equal((expected.Class, expected.Score, expected.OptsOut), (other.Class, other.Score, other.OptsOut));
            }
        },
        iter: 1_000);

    [Fact]
    public void Reasons_OfAnyText_AreTheLexiconsWords()
    {
        var known = Lexicon.Shipped.Rules.Select(rule => rule.Reason).ToHashSet(StringComparer.Ordinal);
        AnyText.Sample(
            text => Assert.All(
                TriageRules.Read(text).Reasons,
                reason => Assert.True(known.Contains(reason) || reason.StartsWith("answer.", StringComparison.Ordinal) || reason.StartsWith("chatter.rest", StringComparison.Ordinal)
                    || reason.StartsWith("question.mark", StringComparison.Ordinal) || reason.StartsWith("look: ", StringComparison.Ordinal), reason)),
            iter: 1_000);
    }

    [Fact]
    public void Raise_ByAnyOpinion_NeverLowers() => Gen.Select(AnyVerdict, AnyOpinion).Sample(
        (verdict, opinion) =>
        {
            var raised = TriageRules.Raise(verdict, opinion);
            Assert.True(raised.Class <= verdict.Class && raised.Score >= verdict.Score && raised.OptsOut == verdict.OptsOut);
            Assert.Equal(verdict.Reasons, raised.Reasons.Take(verdict.Reasons.Length));
        },
        iter: 5_000);
}
