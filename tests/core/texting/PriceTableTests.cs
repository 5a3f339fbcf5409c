using MicroCare.Core.Programs;
using MicroCare.Core.Texting;

namespace MicroCare.Tests.Core.Texting;

public sealed class PriceTableTests
{
    [Fact]
    public void Usual_Prices_AreThePublishedOnesWithCarriersFees()
    {
        Assert.Equal("USD", PriceTable.Usual.Currency);
        Assert.Equal(new SegmentPrices(Out: 10_000, In: 8_500), PriceTable.Usual.Of(SenderKind.TollFree));
        Assert.Equal(new SegmentPrices(Out: 10_000, In: 7_500), PriceTable.Usual.Of(SenderKind.ShortCode)); // Carriers take nothing of what arrives.
    }

    [Theory]
    [InlineData("+18335550100", SenderKind.TollFree)]
    [InlineData("54321", SenderKind.ShortCode)]
    public void KindOf_ASender_IsByItsLength(string from, SenderKind kind) => Assert.Equal(kind, PriceTable.KindOf(from));

    [Theory]
    [InlineData("a", 160, 1, 10_000)]
    [InlineData("a", 161, 2, 20_000)]
    [InlineData("ñ", 160, 1, 10_000)] // In the GSM alphabet.
    [InlineData("ó", 70, 1, 10_000)] // Not in it.
    [InlineData("ó", 71, 2, 20_000)]
    public void Sent_Words_CostByTheSegment(string letter, int times, int segments, long micros) =>
        Assert.Equal(new TextCost(segments, micros), TextCost.Sent(string.Concat(Enumerable.Repeat(letter, times)), PriceTable.Usual.TollFree));

    [Fact]
    public void Received_Segments_CostWhatTheCarrierCounted() => Assert.Equal(new TextCost(3, 25_500), TextCost.Received(3, PriceTable.Usual.TollFree));

    [Theory]
    [InlineData("\"0.0075\"", "\"0.00750000\"", true)]
    [InlineData("\"0.0075\"", "\"0.00000075\"", false)] // Not a whole number of millionths.
    [InlineData("\"0.0075\"", "\"-1\"", false)]
    [InlineData("\"0.0075\"", "\"cheap\"", false)]
    [InlineData("currency: USD", "currency: dollars", false)]
    [InlineData("as_of: 2026-01-31", "as_of: lately", false)]
    [InlineData("  in:", "  back:", false)]
    [InlineData("short_code:", "long_code:", false)]
    public void Read_ATable_RefusesWhatItCannotCountWith(string from, string to, bool reads)
    {
        var yaml = """
            currency: USD
            source: a bill
            as_of: 2026-01-31
            toll_free:
              out: { service: "0.0075", carrier: "0.0025" }
              in: { service: "0.0075", carrier: "0.0010" }
            short_code:
              out: { service: "0.0075", carrier: "0.0025" }
              in: { service: "0.0075", carrier: "0.0010" }
            """.Replace(from, to, StringComparison.Ordinal);
        if (reads)
        {
            Assert.Equal(10_000, PriceTable.Read("mine.yaml", yaml).TollFree.Out);
            return;
        }

        Assert.Contains("mine.yaml:", Assert.Throws<ProgramFormatException>(() => PriceTable.Read("mine.yaml", yaml)).Message, StringComparison.Ordinal);
    }
}
