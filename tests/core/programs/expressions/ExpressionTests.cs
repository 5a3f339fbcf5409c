using System.Collections.Immutable;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Expressions;
using NodaTime;
using ValueType = MicroCare.Core.Programs.Expressions.ValueType;

namespace MicroCare.Tests.Core.Programs.Expressions;

public sealed class ExpressionTests
{
    private static readonly Vocabulary Words = new(
        new Dictionary<string, MemoryDeclaration>
        {
            ["mood"] = Memory("mood", MemoryType.Number),
            ["count"] = Memory("count", MemoryType.Number, Value.Of(0)),
            ["done"] = Memory("done", MemoryType.YesNo),
            ["bed"] = Memory("bed", MemoryType.Time),
            ["plan"] = Memory("plan", MemoryType.Text),
            ["helped"] = new("helped", MemoryType.Choice, null, ImmutableDictionary<string, LocalizedText>.Empty.Add("walk", Text("walk")).Add("music", Text("music"))),
        },
        new HashSet<string> { "phq9" },
        ["en", "es"]);

    private static readonly Dictionary<string, Value> Known = new()
    {
        ["mood"] = Value.Of(6),
        ["count"] = Value.Of(0),
        ["done"] = Value.Of(true),
        ["bed"] = Value.Of(new LocalTime(22, 30)),
        ["helped"] = Value.Of("walk"),
        ["plan"] = Value.Of(""),
        ["day"] = Value.Of(8),
        ["week"] = Value.Of(2),
        ["course"] = Value.Of("worse"),
        ["score.phq9"] = Value.Of(12),
        ["profile.language"] = Value.Of("es"),
    };

    [Theory]
    [InlineData("7", "7")]
    [InlineData("2.50", "2.50")]
    [InlineData("1 + 2 * 3", "7")] // products bind closer
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("8 - 3 - 2", "3")] // from the left
    [InlineData("12 / 3 / 2", "2")]
    [InlineData("12 / (3 / 2)", "8")]
    [InlineData("-mood + 7", "1")] // a sign binds closest
    [InlineData("--2", "2")]
    [InlineData("2 * -3", "-6")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("mood * 2 + count", "12")]
    [InlineData("score.phq9 - mood", "6")]
    public void Number_OfAnExpression_IsWorkedOut(string text, string expected)
    {
        var expression = ExpressionParser.Parse(text, Words);

        Assert.Equal(ValueType.Number, expression.Type);
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Evaluate(expression).Amount);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("mood = 6", true)]
    [InlineData("mood != 6", false)]
    [InlineData("mood < 6", false)]
    [InlineData("mood <= 6", true)]
    [InlineData("mood > 5", true)]
    [InlineData("mood >= 7", false)]
    [InlineData("mood = 6.0", true)]
    [InlineData("1 + 1 = 2", true)] // sums before comparison
    [InlineData("done", true)]
    [InlineData("not done", false)]
    [InlineData("not not done", true)]
    [InlineData("not mood = 6", false)] // comparison before not
    [InlineData("not done or done", true)] // not before or
    [InlineData("no and no or yes", true)] // and before or
    [InlineData("no and (no or yes)", false)]
    [InlineData("yes or yes and no", true)]
    [InlineData("done = yes", true)]
    [InlineData("helped = 'walk'", true)]
    [InlineData("helped != 'music'", true)]
    [InlineData("'walk' = helped", true)]
    [InlineData("bed >= '22:30'", true)]
    [InlineData("bed < '22:30'", false)]
    [InlineData("'21:00' < bed", true)]
    [InlineData("bed = '22:30'", true)]
    [InlineData("course = 'worse'", true)]
    [InlineData("profile.language = 'es'", true)]
    [InlineData("day = 8 and week = 2", true)]
    [InlineData("known(mood)", true)]
    [InlineData("known(plan)", true)]
    [InlineData("known(change.phq9)", false)]
    [InlineData("known(change.phq9) and change.phq9 > 1 / 0", false)] // the right side is not looked at
    [InlineData("known(mood) or change.phq9 > 0", true)]
    [InlineData("mastered('breathing')", true)]
    [InlineData("mastered('walking')", false)]
    public void Condition_OfAnExpression_IsWorkedOut(string text, bool expected) => Assert.Equal(expected, Evaluate(ExpressionParser.ParseCondition(text, Words)).IsYes);

    [Theory]
    [InlineData("", 0, "ends too early")]
    [InlineData("   ", 3, "ends too early")]
    [InlineData("mood >", 6, "ends too early")]
    [InlineData("mood > 3 >", 9, "was not expected here")]
    [InlineData("1 < mood < 3", 9, "a whole expression stands before it")]
    [InlineData("mood mood", 5, "a whole expression stands before it")]
    [InlineData("(mood > 3", 9, "')' is missing here")]
    [InlineData("mood > 3)", 8, "was not expected here")]
    [InlineData("mood > $", 7, "'$' means nothing here")]
    [InlineData("mood == 3", 6, "'=' was not expected here")]
    [InlineData("helped = 'walk", 9, "has no end")]
    [InlineData("mood > 1.2.3", 7, "'1.2.3' is no number")]
    [InlineData("mod > 3", 0, "'mod' is not known")]
    [InlineData("score.gad7 > 3", 0, "'score.gad7' is not known")]
    [InlineData("level = 'plain'", 0, "'level' is not known")]
    [InlineData("mood > 'walk'", 5, "A number cannot be compared with a word")]
    [InlineData("mood = yes", 5, "A number cannot be compared with a yes or no")]
    [InlineData("bed > 7", 4, "A time of day cannot be compared with a number")]
    [InlineData("bed > 'late'", 4, "'late' is no time of day")]
    [InlineData("bed > '7:30'", 4, "'7:30' is no time of day")]
    [InlineData("helped > 'walk'", 7, "has no more and less")]
    [InlineData("done > no", 5, "has no more and less")]
    [InlineData("helped = 'run'", 7, "'helped' is never 'run'. It is one of: music, walk.")]
    [InlineData("'run' = helped", 6, "'helped' is never 'run'")]
    [InlineData("course = 'bad'", 7, "better, steady, worse")]
    [InlineData("profile.language = 'fr'", 17, "en, es")]
    [InlineData("mood and done", 5, "'and' needs a yes or no on each side; there is a number")]
    [InlineData("done or mood", 5, "'or' needs a yes or no on each side; there is a number")]
    [InlineData("not mood", 0, "'not' needs a yes or no")]
    [InlineData("done + 1 > 2", 5, "'+' needs a number on each side; there is a yes or no")]
    [InlineData("-done", 0, "'-' needs a number")]
    [InlineData("helped * 2 = 2", 7, "'*' needs a number on each side; there is a word")]
    [InlineData("plan = 'walk'", 0, "own words, which are recalled, not compared")]
    [InlineData("known(nothing)", 6, "'nothing' is none")]
    [InlineData("known mood", 6, "'(' is missing here")]
    [InlineData("mastered(breathing)", 9, "takes a skill in quotation marks")]
    [InlineData("mood + 1", 0, "A condition must be yes or no; this is a number")]
    public void Condition_ThatIsNone_IsRefusedWithItsPlace(string text, int position, string message)
    {
        var fault = Assert.Throws<ExpressionException>(() => ExpressionParser.ParseCondition(text, Words));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(position, fault.Position);
    }

    [Theory]
    [InlineData("1 / count", ProgramFault.DivisionByZero, null)]
    [InlineData("mood / (mood - 6)", ProgramFault.DivisionByZero, null)]
    [InlineData("79228162514264337593543950335 * 2", ProgramFault.NumberTooLarge, null)]
    [InlineData("79228162514264337593543950335 + 1", ProgramFault.NumberTooLarge, null)]
    [InlineData("1 / 0.0000000000000000000000000001 * 9", ProgramFault.NumberTooLarge, null)]
    [InlineData("change.phq9 + 1", ProgramFault.UnknownValue, "change.phq9")]
    public void Evaluation_ThatCannotBeDone_IsAFaultOfTheProgram(string text, ProgramFault fault, string? name)
    {
        var thrown = Assert.Throws<ProgramFaultException>(() => Evaluate(ExpressionParser.Parse(text, Words)));

        Assert.Equal((fault, name), (thrown.Fault, thrown.Name));
    }

    [Theory]
    [InlineData("(", ")", 50, true)]
    [InlineData("(", ")", 51, false)]
    [InlineData("not ", "", 50, true)]
    [InlineData("not ", "", 51, false)]
    [InlineData("not ", "", 20_000, false)]
    public void Depth_OfFiftyLevels_IsTheMost(string open, string close, int depth, bool accepted)
    {
        var text = string.Concat(Enumerable.Repeat(open, depth)) + "done" + string.Concat(Enumerable.Repeat(close, depth));
        var fault = Record.Exception(() => ExpressionParser.ParseCondition(text, Words));

        Assert.Equal(accepted, fault is null);
        Assert.True(accepted || (fault is ExpressionException && fault.Message.Contains("levels deep", StringComparison.Ordinal)));
    }

    [Fact]
    public void Signs_ThatFollowOneAnother_AreALevelEach() =>
        Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(new string('-', 51) + "1", Words));

    private static Value Evaluate(Expression expression) =>
        Evaluation.Of(expression, name => Known.TryGetValue(name, out var value) ? value : null, skill => skill == "breathing");

    private static MemoryDeclaration Memory(string name, MemoryType type, Value? start = null) => new(name, type, start, ImmutableDictionary<string, LocalizedText>.Empty);

    private static LocalizedText Text(string words) => new(new Dictionary<string, string> { ["en"] = words, ["es"] = words });
}
