using MicroCare.Core.Programs.Checking;

namespace MicroCare.Tests.Core.Programs.Checking;

/// <summary>Syllables as a dictionary parts them, and grades worked out by hand.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("cat", 1)]
    [InlineData("the", 1)]
    [InlineData("make", 1)]
    [InlineData("makes", 1)]
    [InlineData("walked", 1)]
    [InlineData("called", 1)]
    [InlineData("tired", 1)]
    [InlineData("wanted", 2)]
    [InlineData("closes", 2)]
    [InlineData("table", 2)]
    [InlineData("little", 2)]
    [InlineData("being", 2)]
    [InlineData("seeing", 2)]
    [InlineData("trying", 2)]
    [InlineData("doing", 2)]
    [InlineData("people", 2)]
    [InlineData("closely", 2)]
    [InlineData("language", 2)]
    [InlineData("social", 2)]
    [InlineData("you're", 1)]
    [InlineData("idea", 3)]
    [InlineData("usual", 3)]
    [InlineData("different", 3)]
    [InlineData("quality", 3)]
    [InlineData("anxiety", 4)]
    [InlineData("actually", 4)]
    [InlineData("medication", 4)]
    [InlineData("experience", 4)]
    public void English_Word_HasItsSyllables(string word, int syllables) => Assert.Equal(syllables, EnglishReading.Syllables(word));

    [Theory]
    [InlineData("pan", 1)]
    [InlineData("muy", 1)]
    [InlineData("día", 2)]
    [InlineData("tiempo", 2)]
    [InlineData("ciudad", 2)]
    [InlineData("leer", 2)]
    [InlineData("país", 2)]
    [InlineData("queso", 2)]
    [InlineData("agua", 2)]
    [InlineData("mañana", 3)]
    [InlineData("guitarra", 3)]
    [InlineData("lingüista", 3)]
    [InlineData("ánimo", 3)]
    [InlineData("ahora", 3)]
    [InlineData("también", 2)]
    [InlineData("respiración", 4)]
    [InlineData("ansiedad", 3)]
    [InlineData("alegría", 4)]
    public void Spanish_Word_HasItsSyllables(string word, int syllables) => Assert.Equal(syllables, SpanishReading.Syllables(word));

    [Theory]
    [InlineData("The cat sat on the mat.", 6, 1, 6)]
    [InlineData("Notice once today when it starts.", 6, 1, 8)]
    [InlineData("Walk. Rest! Sleep?", 3, 3, 3)]
    [InlineData("At 7:30 rest for 0.5 hours", 6, 1, 6)] // inside a number nothing ends
    [InlineData("Reply A, B or C: all is fine.", 8, 2, 9)] // a single letter is one syllable, a colon ends a unit
    [InlineData("Hi {name}, rest.", 3, 1, 4)] // a placeholder counts two
    [InlineData("Wait...", 1, 1, 1)]
    [InlineData("", 0, 1, 0)]
    public void Counts_OfAText_AreAsByHand(string text, int words, int sentences, int syllables) =>
        Assert.Equal(new ReadingCounts(words, sentences, syllables), ReadingCounts.Of(text, EnglishReading.Syllables));

    [Theory]
    [InlineData("The cat sat on the mat.", -1.45)] // 0.39 * 6 + 11.8 * 6/6 - 15.59
    [InlineData("Notice once today when it starts.", 2.48)] // 0.39 * 6 + 11.8 * 8/6 - 15.59
    public void Grade_OfAText_IsKincaids(string text, double grade) => Assert.Equal(grade, EnglishReading.Grade(text), 0.01);

    [Theory]
    [InlineData("El perro come pan.", 112.76)] // 206.84 - 0.60 * 150 - 1.02 * 4
    [InlineData("Hoy respira. Camina un poco.", 84.29)] // hoy 1, res-pi-ra 3, ca-mi-na 3, un 1, po-co 2: 206.84 - 0.60 * 200 - 1.02 * 2.5
    public void Ease_OfAText_IsFernandezHuertas(string text, double ease) => Assert.Equal(ease, SpanishReading.Ease(text), 0.01);
}
