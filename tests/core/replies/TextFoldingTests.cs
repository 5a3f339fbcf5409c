using MicroCare.Core.Replies;

namespace MicroCare.Tests.Core.Replies;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  Hello,   World! ", "hello world")]
    [InlineData("Don't / don’t", "dont dont")]
    [InlineData("¿Cómo está, Señor Núñez?", "como esta senor nunez")]
    [InlineData("Sen\u0303or", "senor")]
    [InlineData("🙂🙂", "")]
    [InlineData("7️⃣", "7")]
    [InlineData("a-b_c", "a b c")]
    [InlineData("ÀÉÎÕÜ", "aeiou")]
    [InlineData("日本", "日本")]
    public void Fold_AnyText_LeavesWordsOnly(string text, string expected) => Assert.Equal(expected, TextFolding.Fold(text));
}
