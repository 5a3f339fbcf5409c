using System.Collections.Immutable;
using MicroCare.Core.Programs;

namespace MicroCare.Tests.Core.Programs;

public sealed class LocalizedTextTests
{
    private static readonly LocalizedText Six = Text("standard", "plain", "plain.direct", "direct", "brief", "plain.brief");

    [Theory]
    [InlineData(ReadingLevel.Standard, TextTone.Warm, TextFormat.Full, "standard")]
    [InlineData(ReadingLevel.Standard, TextTone.Direct, TextFormat.Full, "standard")] // level counts more than tone
    [InlineData(ReadingLevel.Standard, TextTone.Warm, TextFormat.Brief, "standard")]
    [InlineData(ReadingLevel.Standard, TextTone.Direct, TextFormat.Brief, "standard")] // and more than tone and format together
    [InlineData(ReadingLevel.Plain, TextTone.Warm, TextFormat.Full, "plain")]
    [InlineData(ReadingLevel.Plain, TextTone.Direct, TextFormat.Full, "plain.direct")]
    [InlineData(ReadingLevel.Plain, TextTone.Warm, TextFormat.Brief, "plain.brief")]
    [InlineData(ReadingLevel.Plain, TextTone.Direct, TextFormat.Brief, "plain.direct")] // tone counts more than format
    public void For_AReader_IsTheVariantThatFitsBest(ReadingLevel level, TextTone tone, TextFormat format, string expected) =>
        Assert.Equal(expected, Six.For(new ReaderProfile("en", level, tone, format)));

    [Theory]
    [InlineData("direct,brief", "direct")] // tone goes before format
    [InlineData("brief,warm", "brief")] // a tone that is not met counts less than one that is left open
    [InlineData("warm,full", "full")]
    [InlineData("plain,direct", "direct")] // a level that is not met counts less than one that is left open
    [InlineData("plain", "plain")] // where there is only one, it is that one
    [InlineData("standard.warm,standard.direct", "standard.direct")]
    [InlineData("standard.direct.full,standard.direct.brief", "standard.direct.brief")]
    public void For_ADirectBriefStandardReader_IsTheVariantThatFitsBest(string variants, string expected) =>
        Assert.Equal(expected, Text(variants.Split(',')).For(new ReaderProfile("en", ReadingLevel.Standard, TextTone.Direct, TextFormat.Brief)));

    [Fact]
    public void For_TwoThatFitAlike_IsTheFirst() =>
        Assert.Equal("one", new LocalizedText(new Dictionary<string, ImmutableArray<TextVariant>>
        {
            ["en"] = [TextVariant.ForEverybody("one"), TextVariant.ForEverybody("two")],
        }).In("en"));

    [Fact]
    public void For_ALanguageThatIsMissing_IsAFaultOfTheProgram() =>
        Assert.Equal(ProgramFault.MissingText, Assert.Throws<ProgramFaultException>(() => Six.For(new ReaderProfile("fr"))).Fault);

    [Fact]
    public void FitFor_EveryReader_OrdersLevelBeforeToneBeforeFormat()
    {
        var reader = new ReaderProfile("en");

        Assert.True(Fit(ReadingLevel.Standard, TextTone.Direct, TextFormat.Brief) > Fit(null, TextTone.Warm, TextFormat.Full));
        Assert.True(Fit(null, TextTone.Warm, TextFormat.Brief) > Fit(null, null, TextFormat.Full));
        Assert.True(Fit(null, null, null) > Fit(null, null, TextFormat.Brief));

        int Fit(ReadingLevel? level, TextTone? tone, TextFormat? format) => new TextVariant(level, tone, format, "").FitFor(reader);
    }

    private static LocalizedText Text(params string[] keys) => new(new Dictionary<string, ImmutableArray<TextVariant>> { ["en"] = [.. keys.Select(Variant)] });

    private static TextVariant Variant(string key) => new(Part<ReadingLevel>(key), Part<TextTone>(key), Part<TextFormat>(key), key);

    private static T? Part<T>(string key)
        where T : struct, Enum => key.Split('.').Select(part => Enum.TryParse<T>(part, ignoreCase: true, out var value) ? value : (T?)null).FirstOrDefault(value => value is not null);
}
