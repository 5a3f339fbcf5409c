using MicroCare.Core.Replies;

namespace MicroCare.Tests.Core.Replies;

public sealed class KeywordsTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("stop.")]
    [InlineData(" Stop! ")]
    [InlineData("\"STOP\"")]
    [InlineData("StopAll")]
    [InlineData("stop all")]
    [InlineData("QUIT")]
    [InlineData("end")]
    [InlineData("Revoke")]
    [InlineData("opt-out")]
    [InlineData("OPTOUT")]
    [InlineData("cancel")]
    [InlineData("Unsubscribe")]
    [InlineData("stop please")]
    [InlineData("ok stop")]
    [InlineData("Please stop texting me")]
    [InlineData("don't text me anymore")]
    [InlineData("Don’t text me")]
    [InlineData("no more texts please")]
    [InlineData("take me off this list")]
    [InlineData("Leave me alone")]
    [InlineData("ALTO")]
    [InlineData("parar")]
    [InlineData("Cancelar")]
    [InlineData("no más")]
    [InlineData("ya basta")]
    [InlineData("BAJA")]
    [InlineData("Quiero darme de baja")]
    [InlineData("No me manden más mensajes")]
    [InlineData("dejen de escribirme")]
    public void Find_AWishToStop_IsStop(string text) => Assert.Equal(Keyword.Stop, Keywords.Find(text));

    [Theory]
    [InlineData("I can't stop thinking")]
    [InlineData("stop smoking")]
    [InlineData("the end of the day")]
    [InlineData("I want to cancel my appointment")]
    [InlineData("My sister asked him to please stop texting me late at night and he did")]
    [InlineData("para mí fue bueno")]
    [InlineData("el fin de semana")]
    [InlineData("nonstop")]
    [InlineData("start walking")]
    [InlineData("that helped")]
    [InlineData("")]
    [InlineData("🙂")]
    public void Find_InAnOrdinaryText_IsNone(string text) => Assert.Equal(Keyword.None, Keywords.Find(text));

    [Theory]
    [InlineData("START", Keyword.Start)]
    [InlineData("unstop", Keyword.Start)]
    [InlineData("Empezar", Keyword.Start)]
    [InlineData("help!", Keyword.Help)]
    [InlineData("INFO", Keyword.Help)]
    [InlineData("Ayuda", Keyword.Help)]
    public void Find_StartAndHelp_AreWholeTexts(string text, Keyword expected) => Assert.Equal(expected, Keywords.Find(text));
}
