using MicroCare.Core.Replies;
using MicroCare.Core.Triage;

namespace MicroCare.Tests.Core.Triage;

/// <summary>What the rules make of texts that stand at a border.</summary>
public sealed class TriageRulesTests
{
    private const string Faint =
        "rules:\n"
        + "  - { id: grey, class: crisis, weight: 0.4, says: grey, any: [grey], examples: [grey] }\n"
        + "  - { id: cold, class: crisis, weight: 0.4, says: cold, any: [cold], examples: [cold] }\n";

    [Theory]
    // Denials reach as far as their clause.
    [InlineData("I'm not suicidal, just tired", "answer")]
    [InlineData("No. I want to die", "crisis")]
    [InlineData("no i want to die", "crisis")]
    [InlineData("I have no plan to hurt myself or anyone else", "chatter")]
    [InlineData("Hurting myself? No.", "question")]
    [InlineData("I can't stop thinking about killing myself", "crisis")]
    [InlineData("no puedo dejar de pensar en matarme", "crisis")]
    [InlineData("I don't know if I want to live, I want to die", "crisis")]
    // What is over is over, unless it is back.
    [InlineData("I used to cut myself", "answer")]
    [InlineData("I used to cut myself and now I'm doing it again", "crisis")]
    [InlineData("My brother took his own life in 2010", "answer")]
    // Manners of speaking.
    [InlineData("dying of laughter 😂", "chatter")]
    [InlineData("I'd kill for a coffee", "answer")]
    [InlineData("me muero de hambre", "answer")]
    [InlineData("me muero de risa y me quiero morir", "crisis")]
    // Somebody else.
    [InlineData("the movie was about suicide", "answer")]
    [InlineData("my friend says she wants to kill herself", "crisis")]
    // Disguises.
    [InlineData("k1ll mys3lf", "crisis")]
    [InlineData("s u i c i d e", "crisis")]
    [InlineData("KMS", "crisis")]
    [InlineData("i want to unalive myself", "crisis")]
    [InlineData("sucidal", "crisis")]
    [InlineData("i wanna dieeee", "crisis")]
    [InlineData("I.want.to.die", "crisis")]
    [InlineData("I want to... die", "crisis")]
    [InlineData("ｉ ｗａｎｔ ｔｏ ｄｉｅ", "crisis")]
    // Plain answers.
    [InlineData("7", "answer")]
    [InlineData("7/10", "answer")]
    [InlineData("yes", "answer")]
    [InlineData("sí", "answer")]
    [InlineData("b", "answer")]
    [InlineData("8:30 pm", "answer")]
    [InlineData("thank you!", "chatter")]
    [InlineData("", "chatter")]
    [InlineData("👍", "chatter")]
    // Hopeless words alone: a careful person would call back.
    [InlineData("I can't do this anymore", "crisis")]
    [InlineData("ya no puedo más", "crisis")]
    public void Read_AtABorder_IsClassed(string text, string expected) => Assert.Equal(expected, TriageClasses.NameOf(TriageRules.Read(text).Class));

    [Theory]
    [InlineData("stop texting me im going to end it tonight", "crisis", true)]
    [InlineData("STOP!!", "opt_out", true)]
    [InlineData("end", "opt_out", true)]
    [InlineData("quit", "opt_out", true)]
    [InlineData("No", "answer", false)]
    [InlineData("I want the pain to stop", "crisis", false)]
    [InlineData("cancel my appointment", "appointment", false)]
    [InlineData("I used the STOP skill", "answer", false)]
    public void OptsOut_BesideTheClass_IsTold(string text, string expected, bool optsOut)
    {
        var verdict = TriageRules.Read(text);
        Assert.Equal((expected, optsOut), (TriageClasses.NameOf(verdict.Class), verdict.OptsOut));
    }

    [Fact]
    public void OptsOut_ForEveryTextOfTheLexicons_IsWhatKeywordsSay() =>
        Assert.All(
            Lexicon.Shipped.Rules.SelectMany(rule => rule.Examples.Concat(rule.CounterExamples)),
            text => Assert.Equal(TriageRules.Read(text).OptsOut, Keywords.Find(text) == Keyword.Stop));

    [Fact]
    public void Read_ASignInTheMiddleOfALongText_Counts()
    {
        const string Talk = "we went to the store and bought apples and then the bus was late so we walked home in the rain. ";
        Assert.Equal(TriageClass.Crisis, TriageRules.Read(Talk + Talk + "i want to die. " + Talk + Talk).Class);
    }

    [Fact]
    public void Read_AWeakSignOfDanger_IsForAPersonToLookAt()
    {
        var faint = LexiconReader.Read(("xx.yaml", Faint));
        Assert.Equal(TriageClass.Worsening, TriageRules.Read("the sky is grey and so is the sea today, that much is sure", faint).Class);
        Assert.StartsWith("look: ", TriageRules.Read("grey sky", faint).Reasons[0], StringComparison.Ordinal);
        Assert.Equal(TriageClass.Crisis, TriageRules.Read("grey sky, cold sea", faint).Class);
    }

    [Theory]
    [InlineData(TriageClass.Answer, 0.5, TriageClass.Crisis, 0.7, TriageClass.Crisis)]
    [InlineData(TriageClass.Answer, 0.5, TriageClass.Crisis, 0.69, TriageClass.Answer)]
    [InlineData(TriageClass.Crisis, 0.9, TriageClass.Chatter, 0.99, TriageClass.Crisis)]
    [InlineData(TriageClass.Chatter, 0.5, TriageClass.Answer, 0.99, TriageClass.Chatter)]
    [InlineData(TriageClass.Chatter, 0.5, TriageClass.OptOut, 0.99, TriageClass.Chatter)]
    [InlineData(TriageClass.OptOut, 1, TriageClass.Crisis, 0.99, TriageClass.OptOut)]
    [InlineData(TriageClass.Question, 0.6, TriageClass.SideEffect, 0.8, TriageClass.SideEffect)]
    public void Raise_BySureAndMoreUrgentOpinions_Only(TriageClass byRules, double score, TriageClass opinion, double sure, TriageClass expected) =>
        Assert.Equal(expected, TriageRules.Raise(new TriageVerdict(byRules, score, [], false), new SecondOpinion(opinion, sure)).Class);

    [Fact]
    public void Raise_ByAnOpinion_SaysSo() =>
        Assert.Equal(
            ["first", "second opinion: reads like side_effect"],
            TriageRules.Raise(new TriageVerdict(TriageClass.Chatter, 0.5, ["first"], true), new SecondOpinion(TriageClass.SideEffect, 0.9)).Reasons.ToArray());

    [Fact]
    public void Raise_WithoutAnOpinion_ChangesNothing()
    {
        var verdict = TriageRules.Read("hello");
        Assert.Same(verdict, TriageRules.Raise(verdict, null));
    }
}
