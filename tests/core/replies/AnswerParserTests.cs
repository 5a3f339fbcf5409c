using System.Collections.Immutable;
using MicroCare.Core.Programs;
using MicroCare.Core.Replies;

namespace MicroCare.Tests.Core.Replies;

public sealed class AnswerParserTests
{
    private static readonly AnswerFormat ZeroToTen = new AnswerFormat.Number(0, 10);

    private static readonly AnswerFormat Walks = new AnswerFormat.Choice(
    [
        Option("morning", "morning", "mañana", "early", "temprano"),
        Option("noon", "afternoon", "tarde", "midday", "a mediodia"),
        Option("evening", "evening", "noche", "late", "anochecer"),
    ]);

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 7. ", 7)]
    [InlineData("7!", 7)]
    [InlineData("7️⃣", 7)]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    [InlineData("10/10", 10)]
    [InlineData("5/10", 5)]
    [InlineData("5 / 10", 5)]
    [InlineData("5 out of 10", 5)]
    [InlineData("ten out of 10", 10)]
    [InlineData("5 de 10", 5)]
    [InlineData("seven", 7)]
    [InlineData("Siete", 7)]
    [InlineData("like a 6", 6)]
    [InlineData("a 3 I guess", 3)]
    [InlineData("I'd say a four today", 4)]
    [InlineData("como un 4", 4)]
    [InlineData("7, it is really a 7", 7)]
    public void Number_WrittenSomehow_IsRead(string text, int expected) =>
        Assert.Equal(new Answer.Number(expected), AnswerParser.Parse(text, ZeroToTen));

    [Theory]
    [InlineData("between 3 and 4")]
    [InlineData("3-4")]
    [InlineData("3 or 4")]
    [InlineData("-2")]
    [InlineData("3.5")]
    [InlineData("3,5")]
    [InlineData("11")]
    [InlineData("100")]
    [InlineData("2026")]
    [InlineData("no one")]
    [InlineData("5pm")]
    [InlineData("this is one of those days when I feel really low")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    [InlineData("so so")]
    public void Number_NotClear_IsNotGuessed(string text) => Assert.Null(AnswerParser.Parse(text, ZeroToTen));

    [Theory]
    [InlineData("yes", true)]
    [InlineData("YES!!", true)]
    [InlineData("Y", true)]
    [InlineData("yeah I did", true)]
    [InlineData("ok", true)]
    [InlineData("Sure thing", true)]
    [InlineData("Sí", true)]
    [InlineData("si, gracias", true)]
    [InlineData("sip", true)]
    [InlineData("claro que si", true)]
    [InlineData("no", false)]
    [InlineData("N", false)]
    [InlineData("Nope", false)]
    [InlineData("not today", false)]
    [InlineData("no gracias", false)]
    [InlineData("nunca", false)]
    [InlineData("yes and no", null)]
    [InlineData("sure, why not", null)]
    [InlineData("maybe", null)]
    [InlineData("not sure", null)]
    [InlineData("no sé", null)]
    [InlineData("no entiendo", null)]
    [InlineData("I do not know what this is", null)]
    [InlineData("¿Quién es y por qué me escribe?", null)]
    [InlineData("quisiera saber si es gratis", null)]
    [InlineData("ya basta", null)]
    [InlineData("yes stop", null)]
    [InlineData("ok cancel that", null)]
    [InlineData("I am sure this is spam", null)]
    [InlineData("", null)]
    public void YesNo_InBothLanguages_IsReadOrUnclear(string text, bool? expected) => Assert.Equal(expected, AnswerParser.ParseYesNo(text));

    [Theory]
    [InlineData("yes", true)]
    [InlineData("Sí quiero", true)]
    [InlineData("ok yes", true)]
    [InlineData("y", true)]
    [InlineData("ok", false)]
    [InlineData("ok thanks", false)]
    [InlineData("sure", false)]
    [InlineData("vale", false)]
    [InlineData("no", false)]
    [InlineData("hello", false)]
    public void PlainYes_OfANod_IsNone(string text, bool expected) => Assert.Equal(expected, AnswerParser.IsPlainYes(text));

    [Theory]
    [InlineData("A", "morning")]
    [InlineData("b)", "noon")]
    [InlineData("3", "evening")]
    [InlineData("Morning", "morning")]
    [InlineData("A morning", "morning")]
    [InlineData("in the evening", "evening")]
    [InlineData("mañana", "morning")]
    [InlineData("man\u0303ana", "morning")]
    [InlineData("por la NOCHE", "evening")]
    [InlineData("early!", "morning")]
    [InlineData("pues a mediodía", "noon")]
    [InlineData("D", null)]
    [InlineData("4", null)]
    [InlineData("0", null)]
    [InlineData("morning or evening", null)]
    [InlineData("lately", null)]
    [InlineData("a bit of everything", null)]
    [InlineData("", null)]
    public void Choice_ByLetterLabelOrWord_IsFound(string text, string? expected) =>
        Assert.Equal(expected, AnswerParser.Parse(text, Walks)?.Code);

    [Theory]
    [InlineData("anything", "text")]
    [InlineData("🙂", "text")]
    [InlineData("  ", null)]
    public void FreeText_NotEmpty_IsAnAnswer(string text, string? expected) =>
        Assert.Equal(expected, AnswerParser.Parse(text, new AnswerFormat.FreeText())?.Code);

    private static ChoiceOption Option(string id, string english, string spanish, string wordEnglish, string wordSpanish) => new(
        id,
        new LocalizedText(new Dictionary<string, string> { ["en"] = english, ["es"] = spanish }),
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("en", [wordEnglish]).Add("es", [wordSpanish]));
}
