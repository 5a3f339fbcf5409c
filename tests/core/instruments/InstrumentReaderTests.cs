using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;

namespace MicroCare.Tests.Core.Instruments;

public sealed class InstrumentReaderTests
{
    private const string Good = """
        id: two
        version: 1
        languages: [en, es]
        title: { en: Two, es: Dos }
        source: For tests.
        licence: For tests.
        unclear: { en: a number, es: un numero }
        answer: { type: number, min: 0, max: 3 }
        items:
          - { id: a, text: { en: first, es: primero } }
          - { id: b, reverse: true, text: { en: second, es: segundo } }
        score: { rule: sum, times: 2, min: 0, max: 12 }
        bands:
          - { id: low, from: 0, to: 5 }
          - { id: high, from: 6, to: 12 }
        remind_after: 1 day
        expire_after: 3 days
        """;

    public static TheoryData<string, string, string> Broken => new()
    {
        // What stands there, what is written in its place, what the message says.
        { "id: two\n", "", "'id' is missing" },
        { "version: 1", "version: 0", "whole number from 1" },
        { "languages: [en, es]", "languages: es", "must be a list" },
        { "title: { en: Two, es: Dos }", "title: { en: Two }", "'title.es' is missing" },
        { "source: For tests.\n", "", "'source' is missing" },
        { "licence: For tests.\n", "", "'licence' is missing" },
        { "unclear: { en: a number, es: un numero }\n", "", "'unclear' is missing" },
        { "answer: { type: number, min: 0, max: 3 }\n", "", "Item 'a' has no 'answer', and the instrument has none for all" },
        { "answer: { type: number, min: 0, max: 3 }", "answer: { type: letters }", "'letters' is no answer type" },
        { "answer: { type: number, min: 0, max: 3 }", "answer: { type: number, min: 3, max: 3 }", "'max' must be greater than 'min'" },
        { "- { id: b,", "- { id: a,", "The item id 'a' is used twice" },
        { "- { id: b,", "- { id: b, asked_if: { item: c, at_least: 1 },", "'c' is no item that stands before this one" },
        { "- { id: b,", "- { id: b, asked_if: { item: b, at_least: 1 },", "'b' is no item that stands before this one" },
        { "- { id: b,", "- { id: b, asked_if: { item: a, at_least: 1 },", "Item 'b' has no number in every case, so there is no total" },
        { "- { id: b,", "- { id: b, answer: { type: text },", "Item 'b' has no number in every case" },
        { "- { id: b,", "- { id: b, answer: { type: yesno },", "Item 'b' has no number in every case" },
        { "- { id: b,", "- { id: b, answer: { type: number, min: 0, max: 4 },", "The items make totals from 0 to 14; the score says 0 to 12" },
        { "- { id: b,", "- { id: b, weight: 2,", "'items[1].weight' is not known here" },
        { "- { id: b,", "- { id: b, long: 1,", "must be true or false" },
        { "- { id: b,", "- { id: b, safety: high,", "whole number from 0" },
        { "  - { id: b, reverse: true, text: { en: second, es: segundo } }\n", "  - second\n", "An item is a mapping" },
        { "  - { id: a, text: { en: first, es: primero } }\n  - { id: b, reverse: true, text: { en: second, es: segundo } }\n", "  []\n", "at least one item" },
        { "times: 2", "times: 1", "The items make totals from 0 to 6; the score says 0 to 12" },
        { "min: 0, max: 12", "min: 1, max: 12", "The items make totals from 0 to 12; the score says 1 to 12" },
        { "rule: sum", "rule: mean", "'mean' is no rule. Known: sum." },
        { "score: { rule: sum, times: 2, min: 0, max: 12 }", "score: some", "'some' is no score" },
        { "score: { rule: sum, times: 2, min: 0, max: 12 }\n", "", "'score' is missing" },
        { "from: 6, to: 12", "from: 7, to: 12", "'high' should begin at 6" },
        { "from: 6, to: 12", "from: 5, to: 12", "'high' should begin at 6" },
        { "from: 6, to: 12", "from: 6, to: 11", "The bands end at 11, and the score at 12" },
        { "from: 6, to: 12", "from: 6, to: 13", "The bands end at 13, and the score at 12" },
        { "from: 0, to: 5", "from: 1, to: 5", "'low' should begin at 0" },
        { "from: 0, to: 5", "from: 0, to: -1", "whole number" },
        { "remind_after: 1 day\n", "", "'remind_after' is missing" },
        { "remind_after: 1 day", "remind_after: soon", "'soon' is no length of time" },
        { "expire_after: 3 days", "expire_after: 1 day", "'expire_after' must be longer than 'remind_after'" },
        { "expire_after: 3 days", "expire_after: 400 days", "a year at most" },
        { "expire_after: 3 days", "expire_after: 3 days\nband: x", "'band' is not known here" },
        { "expire_after: 3 days", "expire_after: 3 days\ngoes_on: { with: phq9 }", "'goes_on.at_least' is missing" },
        { "expire_after: 3 days", "expire_after: 3 days\nchange: { points: 0, source: x }", "whole number from 1" },
        { "title: { en: Two,", "title: { en: 'Hi {friend}',", "'{friend}' is no placeholder" },
    };

    [Fact]
    public void Read_OfAGoodFile_KnowsItsParts()
    {
        var instrument = InstrumentReader.Read("two.yaml", Good);

        Assert.Equal(["a", "b"], instrument.Items.Select(item => item.Id));
        Assert.Equal(["two.a", "two.b"], instrument.Items.Select(instrument.KeyOf));
        Assert.Equal([3, 0], instrument.Items.Select(item => item.Scored(3)));
        Assert.Equal(["low", "low", "high", "high", null], new[] { 0, 5, 6, 12, 13 }.Select(instrument.Scoring!.BandOf));
        Assert.Equal(64, instrument.Fingerprint.Length);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_OfABrokenFile_NamesThePlaceAndTheRemedy(string there, string instead, string message)
    {
        Assert.Contains(there, Good, StringComparison.Ordinal);
        var yaml = Good.Replace(there, instead, StringComparison.Ordinal);

        var fault = Assert.Throws<ProgramFormatException>(() => InstrumentReader.Read("broken.yaml", yaml));

        var problem = fault.Problems.First(one => one.Message.Contains(message, StringComparison.Ordinal));
        Assert.Contains($"broken.yaml:{problem.Line}:{problem.Column}: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("a: [")]
    [InlineData("a: &x 1\nb: *x")]
    public void Read_OfNoInstrument_IsRefused(string yaml) => Assert.Throws<ProgramFormatException>(() => InstrumentReader.Read("no.yaml", yaml));
}
