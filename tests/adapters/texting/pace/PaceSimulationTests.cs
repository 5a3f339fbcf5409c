using NodaTime;
using Xunit.Abstractions;

namespace MicroCare.Tests.Adapters.Texting.Pace;

/// <summary>Ten thousand steps due at nine, over a number that takes 200 texts a minute.</summary>
public sealed class PaceSimulationTests(ITestOutputHelper output)
{
    private const int Patients = 10_000;

    [Fact]
    public async Task Morning_OfTenThousand_IsSentOnceEachInTimeWithoutRefusals()
    {
        var result = await RunAsync(new Morning(Patients));

        Assert.Equal((Patients, 0, 0), (result.Steps, result.Twice, result.Late));
        Assert.InRange(result.Minutes, 50, 60);
        Assert.Equal(0, result.Refused);
        Assert.InRange(result.RingsPerStep, 1, 2.01); // One that finds the line, one that finds its slot.
    }

    [Fact]
    public async Task Morning_WithTwoOfThreeAnswering_AnswersAtOnceAndIsStillInTime()
    {
        var result = await RunAsync(new Morning(Patients, Replies: 0.65));

        Assert.Equal((Patients, 0, 0), (result.Steps, result.Twice, result.Late));
        Assert.InRange(result.Answers, Patients * 6 / 10, Patients);
        Assert.Equal(Duration.Zero, result.SlowestAnswer);
        Assert.Equal(0, result.Refused);
        Assert.InRange(result.RingsPerStep, 1, 6);
    }

    [Fact]
    public async Task Morning_OfTwoInstancesThatShareTheNumberOut_IsLikeThatOfOne()
    {
        var result = await RunAsync(new Morning(Patients, Instances: 2, TextsPerMinute: 100));

        Assert.Equal((Patients, 0, 0), (result.Steps, result.Twice, result.Late));
        Assert.Equal(0, result.Refused);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Morning_OfInstancesThatAllTakeTheWholeNumber_FindsTheirSharesAndIsStillInTime(int instances)
    {
        var result = await RunAsync(new Morning(Patients, Instances: instances));

        Assert.Equal((Patients, 0, 0), (result.Steps, result.Twice, result.Late));
        Assert.InRange(result.Refused, 1, Patients / 2);
    }

    [Fact]
    public async Task Morning_WhoseProcessIsKilledOnTheWay_LosesNothingAndSendsNothingTwice()
    {
        var result = await RunAsync(new Morning(Patients, KilledAfter: Duration.FromMinutes(20)));

        Assert.Equal((Patients, 0, 0), (result.Steps, result.Twice, result.Late));
        Assert.InRange(result.Refused, 0, Patients / 100); // The new process does not know how full the last minute was.
    }

    private async Task<MorningResult> RunAsync(Morning morning)
    {
        var result = await PaceSimulation.RunAsync(morning);
        output.WriteLine($"{morning}: {result}");
        return result;
    }
}
