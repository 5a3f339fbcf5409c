using System.Collections.Immutable;
using MicroCare.Core.Programs;
using MicroCare.Core.Replies;
using NodaTime;
using NodaTime.Text;

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

    private static readonly AnswerFormat HowOften = new AnswerFormat.Scale(
    [
        Point(0, "not at all", "nada", [], []),
        Point(1, "several days", "varios dias", [], []),
        Point(2, "more than half", "mas de la mitad", ["often"], ["a menudo"]),
        Point(3, "nearly every day", "casi todos los dias", ["always"], ["siempre"]),
    ]);

    private static readonly AnswerFormat GoodOrNot = new AnswerFormat.Choice([Option("good", "good", "bien", "helpful", "sirve"), Option("bad", "not good", "sin ganas", "bad", "mal")]);

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

    [Theory]
    [InlineData("0", 0)]
    [InlineData("zero", 0)]
    [InlineData("thirteen", 13)]
    [InlineData("twenty", 20)]
    [InlineData("twenty-one", 21)]
    [InlineData("fourty two", 42)]
    [InlineData("ninety nine", 99)]
    [InlineData("a hundred", 100)]
    [InlineData("one hundred", 100)]
    [InlineData("hundred and five", 105)]
    [InlineData("one hundred twenty", 120)]
    [InlineData("a hundred and ninety nine", 199)]
    [InlineData("cero", 0)]
    [InlineData("una", 1)]
    [InlineData("dieciséis", 16)]
    [InlineData("veintidós", 22)]
    [InlineData("treinta y uno", 31)]
    [InlineData("noventa y nueve", 99)]
    [InlineData("cien", 100)]
    [InlineData("ciento cinco", 105)]
    [InlineData("ciento noventa y nueve", 199)]
    [InlineData("180", 180)]
    [InlineData("about 72 beats", 72)]
    [InlineData("como setenta y dos", 72)]
    [InlineData("six six", 6)]
    [InlineData("twenty or thirty", null)]
    [InlineData("entre 60 y 70", null)]
    [InlineData("two hundred", null)]
    [InlineData("٧", null)]
    [InlineData("שבע", null)]
    public void Number_InWordsUpToTwoHundred_IsRead(string text, int? expected) =>
        Assert.Equal(expected is { } number ? new Answer.Number(number) : null, AnswerParser.Parse(text, new AnswerFormat.Number(0, 500)));

    [Theory]
    [InlineData("ok thanks 👍")]
    [InlineData("👍")]
    [InlineData("ok")]
    [InlineData("gracias")]
    [InlineData("no sé")]
    [InlineData("a lot")]
    public void Number_WhereNoneIs_IsNotGuessed(string text) => Assert.Null(AnswerParser.Parse(text, ZeroToTen));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3", 3)]
    [InlineData("4", null)]
    [InlineData("2/3", 2)]
    [InlineData("not at all", 0)]
    [InlineData("Not at all!", 0)]
    [InlineData("no, not at all", 0)]
    [InlineData("for several days", 1)]
    [InlineData("varios días", 1)]
    [InlineData("mas de la mitad", 2)]
    [InlineData("often", 2)]
    [InlineData("casi todos los días", 3)]
    [InlineData("nearly evry day", 3)]
    [InlineData("siempre", 3)]
    [InlineData("not nearly every day", null)]
    [InlineData("not very often", null)]
    [InlineData("no siempre", null)]
    [InlineData("several days, nearly every day", null)]
    [InlineData("maybe", null)]
    public void Scale_ByNumberLabelOrWord_IsRead(string text, int? expected) =>
        Assert.Equal(expected is { } number ? new Answer.Number(number) : null, AnswerParser.Parse(text, HowOften));

    [Theory]
    [InlineData("not the morning", null)]
    [InlineData("not morning", null)]
    [InlineData("never in mornings", null)]
    [InlineData("no por la noche", null)]
    [InlineData("nunca de noche", null)]
    [InlineData("I don't like evening", null)]
    [InlineData("it isnt late", null)]
    [InlineData("not mornin", null)]
    [InlineData("not in the morning", null)]
    [InlineData("no me gusta la mañana", null)]
    [InlineData("I did not sleep so well this morning", "morning")] // more than two words away
    [InlineData("not morning but evening", "evening")]
    [InlineData("morning, not evening", "morning")]
    [InlineData("no thanks", null)]
    public void Choice_ThatIsDenied_IsNotTaken(string text, string? expected) => Assert.Equal(expected, AnswerParser.Parse(text, Walks)?.Code);

    [Theory]
    [InlineData("no me sirve", null)]
    [InlineData("me sirve", "good")]
    [InlineData("good", "good")]
    [InlineData("not good", "bad")] // the other option denies something itself
    [InlineData("it was not good", "bad")]
    [InlineData("never good", null)]
    [InlineData("sin ganas", "bad")]
    [InlineData("muy sin ganas hoy", "bad")]
    public void Choice_WhoseNameDenies_MeansWhatItSays(string text, string? expected) => Assert.Equal(expected, AnswerParser.Parse(text, GoodOrNot)?.Code);

    [Theory]
    [InlineData("mroning", "morning")] // swapped
    [InlineData("mornin", "morning")] // left out
    [InlineData("evenning", "evening")] // added
    [InlineData("afternoon", "noon")]
    [InlineData("afternon", "noon")]
    [InlineData("aftrnon", "noon")] // two slips in nine letters
    [InlineData("mrning tday", "morning")]
    [InlineData("mrnin", null)] // two slips in seven
    [InlineData("lat", null)] // short words are not guessed
    [InlineData("tarde", "noon")]
    [InlineData("trade", "noon")]
    [InlineData("Morning por favor", "morning")] // English to a Spanish question
    [InlineData("en la mañana please", "morning")] // and the reverse
    public void Choice_WithASlip_IsFound(string text, string? expected) => Assert.Equal(expected, AnswerParser.Parse(text, Walks)?.Code);

    [Theory]
    [InlineData("7", "07:00")]
    [InlineData("07:30", "07:30")]
    [InlineData("7.30", "07:30")]
    [InlineData("7:05", "07:05")]
    [InlineData("19:30", "19:30")]
    [InlineData("0:15", "00:15")]
    [InlineData("7pm", "19:00")]
    [InlineData("7 PM", "19:00")]
    [InlineData("7 p.m.", "19:00")]
    [InlineData("7:45 a.m.", "07:45")]
    [InlineData("12am", "00:00")]
    [InlineData("12pm", "12:00")]
    [InlineData("noon", "12:00")]
    [InlineData("mediodía", "12:00")]
    [InlineData("seven", "07:00")]
    [InlineData("seven thirty", "07:30")]
    [InlineData("eleven pm", "23:00")]
    [InlineData("five pm", "17:00")]
    [InlineData("once pm", "23:00")]
    [InlineData("7 o'clock pm", "19:00")]
    [InlineData("half past seven", "07:30")]
    [InlineData("half past seven in the evening", "19:30")]
    [InlineData("quarter past 8", "08:15")]
    [InlineData("quarter to 8", "07:45")]
    [InlineData("quarter to one pm", "12:45")]
    [InlineData("quarter to 12 pm", "23:45")]
    [InlineData("at about 10 at night", "22:00")]
    [InlineData("a las siete y media", "07:30")]
    [InlineData("siete y cuarto de la tarde", "19:15")]
    [InlineData("ocho menos cuarto", "07:45")]
    [InlineData("cuarto para las ocho de la noche", "19:45")]
    [InlineData("a las 9 de la mañana", "09:00")]
    [InlineData("25:00", null)]
    [InlineData("7:60", null)]
    [InlineData("7 or 8", null)]
    [InlineData("between 6 and 7", null)]
    [InlineData("6-7", null)]
    [InlineData("10 - 11 pm", null)]
    [InlineData("de 6 a 7", null)]
    [InlineData("7 8", null)]
    [InlineData("13 am", null)]
    [InlineData("late", null)]
    [InlineData("", null)]
    public void Time_AsPeopleWriteIt_IsRead(string text, string? expected) => Assert.Equal(expected, AnswerParser.Parse(text, new AnswerFormat.Time(LocalTime.Midnight))?.Code);

    [Theory]
    [InlineData("7", "00:00", "07:00")]
    [InlineData("7", "07:00", "07:00")]
    [InlineData("7", "07:01", "19:00")]
    [InlineData("7", "12:00", "19:00")]
    [InlineData("11", "12:00", "23:00")]
    [InlineData("12", "12:00", "12:00")]
    [InlineData("12", "12:30", "12:00")]
    [InlineData("12", "00:00", "00:00")]
    [InlineData("7 am", "12:00", "07:00")] // what is said goes before what is meant
    [InlineData("13", "18:00", "13:00")]
    public void Time_OfABareHour_IsTheFirstThatIsNotBefore(string text, string after, string expected) =>
        Assert.Equal(expected, AnswerParser.Parse(text, new AnswerFormat.Time(LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(after).Value))?.Code);

    [Fact]
    public void Parse_OfSixteenHundredCharacters_IsQuickAndUnclear()
    {
        foreach (var text in new[] { new string('7', 1_600), string.Join(' ', Enumerable.Repeat("hundred", 200)), new string('x', 1_600), string.Concat(Enumerable.Repeat("🙂", 800)) })
        {
            Assert.Null(AnswerParser.Parse(text, ZeroToTen));
            Assert.Null(AnswerParser.Parse(text, Walks));
            Assert.Null(AnswerParser.Parse(text, new AnswerFormat.Time(LocalTime.Midnight)));
            Assert.Null(AnswerParser.ParseYesNo(text));
        }
    }

    private static ChoiceOption Option(string id, string english, string spanish, string wordEnglish, string wordSpanish) => new(
        id,
        new LocalizedText(new Dictionary<string, string> { ["en"] = english, ["es"] = spanish }),
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("en", [wordEnglish]).Add("es", [wordSpanish]));

    private static ScalePoint Point(int value, string english, string spanish, ImmutableArray<string> wordsEnglish, ImmutableArray<string> wordsSpanish) => new(
        value,
        new LocalizedText(new Dictionary<string, string> { ["en"] = english, ["es"] = spanish }),
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("en", wordsEnglish).Add("es", wordsSpanish));
}
