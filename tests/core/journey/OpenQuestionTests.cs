using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>To which of several open questions a text belongs.</summary>
public sealed class OpenQuestionTests
{
    private const string Number = "ask: { en: \"0 to 10?\" }\n    answer: { type: number, min: 0, max: 10 }\n    unclear: { en: \"just the number\" }";
    private const string Choice =
        "ask: { en: \"A walk, B read\" }\n    answer: { type: choice, options: [ { id: walk, label: { en: walk } }, { id: read, label: { en: read } } ] }\n    unclear: { en: \"A or B\" }";

    private const string YesNo = "ask: { en: \"done?\" }\n    answer: { type: yesno }\n    unclear: { en: \"yes or no\" }";
    private const string Words = "ask: { en: \"your plan?\" }\n    answer: { type: text }";

    [Theory]
    [InlineData(Number, Choice, 1, "2", "first")] // A digit is a number before it is the place of an option,
    [InlineData(Number, Choice, 1, "B", "second")]
    [InlineData(Words, Choice, 1, "2", "second")] // but where no number is asked, it is the place.
    [InlineData(YesNo, Number, 1, "ok thanks", null)] // A nod is a yes to what was said last only.
    [InlineData(YesNo, Number, 1, "yes", "first")]
    [InlineData(YesNo, Number, 1, "no", "first")]
    [InlineData(Words, Number, 1, "ok thanks", null)]
    [InlineData(Words, Number, 1, "a slow walk with my sister", "first")] // A day late, and it belongs to the question of yesterday.
    [InlineData(Words, Number, 5, "a slow walk with my sister", null)] // An old question for words would take anything.
    public void Text_WithTwoOpenQuestions_AnswersTheOneThatIsMeant(string first, string second, int days, string text, string? answered)
    {
        var program = Program(first, second, days);
        var run = new JourneyRun();
        var start = Instant.FromUtc(2026, 3, 2, 14, 30);
        run.Take(
            new JourneyInput.Enrolled(
                new PatientId("p1"), new ClinicId("riverside"), program.Id, "America/Chicago", "en",
                new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form")
            { Id = run.NextId() },
            program, start);
        run.Take(new JourneyInput.ReplyReceived(new PatientText("YES"), start) { Id = run.NextId() }, program, start);
        var asked = run.WakeUntil(start + Duration.FromDays(days + 0.2), program).SelectMany(outcome => outcome.Facts).OfType<JourneyFact.PromptSent>().ToList();
        Assert.Equal(["first", "second"], asked.Select(prompt => prompt.Step.Value));
        var later = start + Duration.FromDays(days + 0.3);

        var outcome = run.Take(new JourneyInput.ReplyReceived(new PatientText(text), later) { Id = run.NextId() }, program, later);

        Assert.Equal(answered, outcome.Facts.OfType<JourneyFact.AnswerUnderstood>().SingleOrDefault()?.Step.Value);
    }

    private static InterventionProgram Program(string first, string second, int days) => ProgramReader.Read("open.yaml", $"""
        id: open
        version: 1
        days: 9
        languages: [en]
        title: {Braced("Open")}
        messages:
        {string.Join('\n', new[] { "consent", "consent_again", "consent_unclear", "declined", "started", "welcome_back", "stopped", "help", "check_in", "unmatched", "closing" }.Select(name => $"  {name}: {Braced(name)}"))}
        steps:
          - id: first
            day: 1
            {first}
          - id: second
            day: {days + 1}
            {second}
        """);

    private static string Braced(string text) => "{ en: \"" + text + "\" }";
}
