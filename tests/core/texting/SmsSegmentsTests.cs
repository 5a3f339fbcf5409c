using MicroCare.Core.Texting;

namespace MicroCare.Tests.Core.Texting;

public sealed class SmsSegmentsTests
{
    public static TheoryData<string, string, int> Texts => new()
    {
        { "nothing", "", 1 },
        { "160 plain", new string('a', 160), 1 },
        { "161 plain", new string('a', 161), 2 },
        { "306 plain", new string('a', 306), 2 },
        { "307 plain", new string('a', 307), 3 },
        { "80 euros", new string('€', 80), 1 },
        { "79 euros and 3 plain", new string('€', 79) + "aaa", 2 },
        { "an escape is not split: 152 plain, a euro, 152 plain", new string('a', 152) + "€" + new string('a', 152), 3 },
        { "accents in GSM-7", new string('é', 160), 1 },
        { "70 outside GSM-7", new string('ő', 70), 1 },
        { "71 outside GSM-7", new string('ő', 71), 2 },
        { "35 emoji", string.Concat(Enumerable.Repeat("😀", 35)), 1 },
        { "a pair is not split: 67 emoji take 3 parts of 33", string.Concat(Enumerable.Repeat("😀", 67)), 3 },
        { "a curly quote makes it UCS-2", new string('a', 70) + "’", 2 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Of_Text_IsAsTheStandardSays(string what, string body, int segments) =>
        Assert.True(segments == SmsSegments.Of(body), $"{what}: {SmsSegments.Of(body)}");
}
