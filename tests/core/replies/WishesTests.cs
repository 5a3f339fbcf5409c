using MicroCare.Core.Replies;

namespace MicroCare.Tests.Core.Replies;

public sealed class WishesTests
{
    [Theory]
    [InlineData("PAUSE", 7)]
    [InlineData("pausa", 7)]
    [InlineData("Pause please", 7)]
    [InlineData("pause texts", 7)]
    [InlineData("PAUSE 2 WEEKS", 14)]
    [InlineData("pause for 2 weeks", 14)]
    [InlineData("pause two weeks", 14)]
    [InlineData("pause a week", 7)]
    [InlineData("pause week", 7)]
    [InlineData("pause 10", 10)]
    [InlineData("pause 1 day", 1)]
    [InlineData("pause for a month", 30)]
    [InlineData("pause 60 days", 60)]
    [InlineData("pause 61 days", 60)]
    [InlineData("pause 9999 months", 60)]
    [InlineData("Pausa 3 días", 3)]
    [InlineData("pausa por dos semanas por favor", 14)]
    [InlineData("pausa de un mes", 30)]
    [InlineData("pausar veintiún días", null)]
    [InlineData("pausar veintiuno días", 21)]
    [InlineData("pause 0 days", null)]
    [InlineData("pause until monday", null)]
    [InlineData("pause 2 3 weeks", null)]
    [InlineData("I need a pause", null)]
    [InlineData("please pause", null)]
    [InlineData("pause and breathe for a while and then go on with it", null)]
    public void Pause_InBothLanguages_IsSoManyDays(string text, int? days) => Assert.Equal(days is { } some ? new Wish.Pause(some) : null, Wishes.Find(text));

    [Theory]
    [InlineData("WHY")]
    [InlineData("why?")]
    [InlineData("Why this?")]
    [InlineData("Why did I get this?")]
    [InlineData("¿Por qué?")]
    [InlineData("por que me llegó esto")]
    public void Why_AsAWholeText_IsAsked(string text) => Assert.IsType<Wish.Why>(Wishes.Find(text));

    [Theory]
    [InlineData("RESUME")]
    [InlineData("unpause")]
    [InlineData("Continue")]
    [InlineData("seguir")]
    [InlineData("Reanudar!")]
    public void Resume_AsAWholeText_IsAsked(string text) => Assert.IsType<Wish.Resume>(Wishes.Find(text));

    [Theory]
    [InlineData("")]
    [InlineData("🙂")]
    [InlineData("why not")]
    [InlineData("that is why")]
    [InlineData("porque sí")]
    [InlineData("my resume is ready")]
    [InlineData("quiero seguir así")]
    public void Find_InAnOrdinaryText_IsNothing(string text) => Assert.Null(Wishes.Find(text));
}
