using MicroCare.Core.Programs;

namespace MicroCare.Tests.Core.Programs;

public sealed class TextTemplateTests
{
    [Theory]
    [InlineData("Hi {name}, this is {clinic}.", "Maria Lopez", "Riverside", "Hi Maria, this is Riverside.")]
    [InlineData("{name}{name}", "  Ana  ", "R", "AnaAna")]
    [InlineData("Hi {name}", "", "R", "Hi ")]
    [InlineData("no placeholder", "Maria", "R", "no placeholder")]
    [InlineData("{Name} {clinic", "Maria", "R", "{Name} {clinic")]
    public void Fill_WithNameAndClinic_UsesTheFirstName(string text, string name, string clinic, string expected) =>
        Assert.Equal(expected, TextTemplate.Fill(text, name, clinic));

    [Fact]
    public void Fill_WithANameLikeAPlaceholder_DoesNotOpenIt() => Assert.Equal("Hi {clinic}", TextTemplate.Fill("Hi {name}", "{clinic}", "Riverside"));

    [Theory]
    [InlineData("Hi {name}, {when}", new[] { "name", "when" })]
    [InlineData("none", new string[0])]
    [InlineData("open {name", new[] { "name" })]
    public void Placeholders_InAText_AreFound(string text, string[] expected) => Assert.Equal(expected, TextTemplate.Placeholders(text));
}
