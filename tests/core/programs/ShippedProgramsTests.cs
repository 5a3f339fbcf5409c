using System.Text.Json;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;
using MicroCare.Core.Texting;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

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
            foreach (var written in WrittenTexts.Of(program).Where(written => written.Role is not (TextRole.Fragment or TextRole.Instrument)))
            {
                foreach (var language in program.Languages)
                {
                    foreach (var variant in written.Text.VariantsIn(language))
                    {
                        data.Add($"{program.Id} {written.Where} {data.Count}", language, variant.Text);
                    }
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
        var segments = SmsSegments.Of(sent);

        Assert.True(segments <= 3, $"{where} ({language}) takes {segments} segments.");
        Assert.True(language != "en" || sent.All(char.IsAscii), $"{where} has a character that GSM-7 lacks, which doubles its segments.");
    }

    [Fact]
    public void Programs_Checked_HaveNothingToMend() => Assert.Empty(Library.All.SelectMany(program => ProgramCheck.Check(program.Id.Value, program)));

    [Fact]
    public void Steps_OfDailyPrograms_StandOnEveryDay()
    {
        foreach (var program in Library.All.Where(program => program.Days == 14))
        {
            Assert.Equal(Enumerable.Range(1, program.Days), program.Steps.Select(step => step.Day).Distinct());
        }
    }

    [Fact]
    public void Choices_InEveryLanguage_NameTheirLetters()
    {
        foreach (var program in Library.All)
        {
            foreach (var written in WrittenTexts.Of(program).Where(written => written.Question?.Format is AnswerFormat.Choice))
            {
                foreach (var text in program.Languages.SelectMany(language => written.Text.VariantsIn(language)).Select(variant => variant.Text))
                {
                    for (var i = 0; i < ((AnswerFormat.Choice)written.Question!.Format).Options.Length; i++)
                    {
                        Assert.Contains($" {(char)('A' + i)} ", " " + text.Replace(',', ' '), StringComparison.Ordinal);
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
                Assert.Contains("988", WrittenTexts.Of(program).First(written => written.Step == program.Steps[0]).Text.In(language), StringComparison.Ordinal);
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
            var (enrollment, problems) = EnrollmentCheck.Check(request, Library.Find, TestClinics.Find, Instant.FromUtc(2026, 10, 19, 12, 0));
            Assert.Empty(problems);
            Assert.True(phones.Add(enrollment!.Phone.Words), "Two samples share a number.");
        }

        Assert.Equal(20, phones.Count);
    }
}
