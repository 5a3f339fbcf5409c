using MicroCare.Core.Triage;

namespace MicroCare.Tests.Core.Triage;

/// <summary>Every rule of the shipped lexicons, by the examples that stand beside it.</summary>
public sealed class LexiconTests
{
    public static TheoryData<string, string> Examples() => Texts(rule => rule.Examples);

    public static TheoryData<string, string> CounterExamples() => Texts(rule => rule.CounterExamples);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Rule_ForItsExample_Finds(string rule, string text) => Assert.Contains(rule, Found(text));

    [Theory]
    [MemberData(nameof(CounterExamples))]
    public void Rule_ForItsCounterExample_FindsNothing(string rule, string text) => Assert.DoesNotContain(rule, Found(text));

    [Fact]
    public void Lexicons_EveryClass_HasARule() =>
        Assert.Equal(Enum.GetValues<TriageClass>(), Lexicon.Shipped.Rules.Select(rule => rule.Class).Distinct().Order());

    [Fact]
    public void Lexicons_EveryRule_HasExamplesOfBothKinds() =>
        Assert.DoesNotContain(Lexicon.Shipped.Rules, rule => rule.Examples.Count == 0 || rule.CounterExamples.Count == 0);

    private static IEnumerable<string> Found(string text) => Lexicon.Shipped.Find(Lexicon.Shipped.WordsOf(text)).Select(rule => rule.Id);

    private static TheoryData<string, string> Texts(Func<TriageRule, IReadOnlyList<string>> of)
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in Lexicon.Shipped.Rules)
        {
            foreach (var text in of(rule))
            {
                data.Add(rule.Id, text);
            }
        }

        return data;
    }
}
