using System.Text.Json;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Programs;
using MicroCare.Local.Carriers;

namespace MicroCare.Tests.Core.Programs;

public sealed class ShippedProgramsTests
{
    private static readonly string Root = AppContext.BaseDirectory;
    private static readonly ProgramLibrary Library = ProgramLibrary.Read(Path.Combine(Root, "programs"));

    public static TheoryData<string, string, string> Texts()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var program in Library.All)
        {
            foreach (var (where, text) in AllTexts(program))
            {
                foreach (var language in program.Languages)
                {
                    data.Add($"{program.Id} {where}", language, text.In(language));
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_WithLongNames_IsShortAndReadable(string where, string language, string text)
    {
        var sent = TextTemplate.Fill(text, "Maximiliano", "Riverside Behavioral Health");
        var segments = SegmentCount.Of(sent);

        Assert.True(segments <= 3, $"{where} ({language}) takes {segments} segments.");
        Assert.True(language != "en" || sent.All(char.IsAscii), $"{where} has a character that GSM-7 lacks, which doubles its segments.");
    }

    [Fact]
    public void Steps_EveryDay_HaveAtLeastOne()
    {
        foreach (var program in Library.All)
        {
            Assert.Equal(Enumerable.Range(1, program.Days), program.Steps.Select(step => step.Day).Distinct());
        }
    }

    [Fact]
    public void Choices_InEveryLanguage_NameTheirLetters()
    {
        foreach (var program in Library.All)
        {
            foreach (var step in program.Steps.Where(step => step.Answer is AnswerFormat.Choice))
            {
                foreach (var language in program.Languages)
                {
                    for (var i = 0; i < ((AnswerFormat.Choice)step.Answer!).Options.Length; i++)
                    {
                        Assert.Contains($" {(char)('A' + i)} ", " " + step.Text.In(language).Replace(',', ' '), StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    [Fact]
    public void CrisisLine_InEveryLanguage_StandsWhereItMust()
    {
        foreach (var program in Library.All)
        {
            foreach (var language in program.Languages)
            {
                Assert.Contains("988", program.Messages.Started.In(language), StringComparison.Ordinal);
                Assert.Contains("988", program.Messages.Help.In(language), StringComparison.Ordinal);
                Assert.Contains("988", program.Messages.Unmatched.In(language), StringComparison.Ordinal);
                Assert.Contains("STOP", program.Messages.Consent.In(language), StringComparison.Ordinal);
                Assert.Contains("988", program.Steps[0].Text.In(language), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Samples_AllTwenty_CanBeEnrolled()
    {
        var phones = new HashSet<string>();
        foreach (var line in File.ReadLines(Path.Combine(Root, "samples", "enrollments.jsonl")))
        {
            var request = JsonSerializer.Deserialize<EnrollmentRequest>(line, JsonSerializerOptions.Web)!;
            var (enrollment, problems) = EnrollmentCheck.Check(request, Library.Find);
            Assert.Empty(problems);
            Assert.True(phones.Add(enrollment!.Phone.Words), "Two samples share a number.");
        }

        Assert.Equal(20, phones.Count);
    }

    private static IEnumerable<(string Where, LocalizedText Text)> AllTexts(InterventionProgram program)
    {
        var messages = program.Messages;
        yield return ("consent", messages.Consent);
        yield return ("consent_again", messages.ConsentAgain);
        yield return ("consent_unclear", messages.ConsentUnclear);
        yield return ("declined", messages.Declined);
        yield return ("started", messages.Started);
        yield return ("welcome_back", messages.WelcomeBack);
        yield return ("stopped", messages.Stopped);
        yield return ("help", messages.Help);
        yield return ("check_in", messages.CheckIn);
        yield return ("unmatched", messages.Unmatched);
        yield return ("closing", messages.Closing);
        foreach (var step in program.Steps)
        {
            yield return (step.Id.Value, step.Text);
            if (step.Thanks is { } thanks)
            {
                yield return ($"{step.Id} thanks", thanks);
            }

            if (step.Unclear is { } unclear)
            {
                yield return ($"{step.Id} unclear", unclear);
            }
        }
    }
}
