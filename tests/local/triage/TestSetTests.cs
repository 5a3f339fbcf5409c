using MicroCare.Adapters.Triage;
using MicroCare.Core.Triage;
using MicroCare.Local.Triage;
using MicroCare.Tests.Rings;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Tests.Local.Triage;

/// <summary>
/// Floors for the triage on its test set: whoever changes a lexicon or the model must not fall below them. Optimistic figures all, as <c>docs/triage.md</c> says,
/// since the set has been read.
/// </summary>
public sealed class TestSetTests
{
    private static readonly IReadOnlyList<LabelledCase> Cases = LabelledCase.ReadFile(Path.Combine(Repository.Root, "tests", "cases", "triage", "test-set.jsonl"));

    [Fact]
    public void Rules_Alone_HoldTheirFloors()
    {
        var figures = TriageFigures.Of(Cases, new TriageReading(null));
        Assert.InRange(figures.Recall(TriageClass.Crisis).Value, 0.68, 1);
        Assert.InRange(figures.Precision(TriageClass.Crisis).Value, 0.9, 1);
        Assert.InRange(figures.OptOutsFound.Value, 0.9, 1);
        Assert.InRange(figures.OptOutsInvented.Part, 0, 4);
        Assert.InRange(figures.Right.Value, 0.68, 1);
    }

    /// <summary>A set that nobody who changed rules or model has read; it must stay so, or its figures are worth no more than the first set's.</summary>
    [Fact]
    public async Task SecondSet_ReadByNobody_HoldsItsFloors()
    {
        using var second = new ModelReader(NullLogger<ModelReader>.Instance);
        Assert.True(await second.LoadAsync());
        var unread = LabelledCase.ReadFile(Path.Combine(Repository.Root, "tests", "cases", "triage", "second-set.jsonl"));
        var figures = TriageFigures.Of(unread, new TriageReading(second));
        Assert.InRange(figures.Recall(TriageClass.Crisis).Value, 0.88, 1);
        Assert.InRange(figures.OptOutsFound.Value, 0.95, 1);
        Assert.InRange(figures.OptOutsInvented.Part, 0, 1);
        Assert.InRange(figures.FalseAlarms.Value, 0, 0.12);
    }

    [Fact]
    public async Task RulesAndSecondOpinion_HoldTheirFloors()
    {
        using var second = new ModelReader(NullLogger<ModelReader>.Instance);
        Assert.True(await second.LoadAsync());
        var figures = TriageFigures.Of(Cases, new TriageReading(second));
        Assert.InRange(figures.Recall(TriageClass.Crisis, "en").Value, 0.88, 1);
        Assert.InRange(figures.Recall(TriageClass.Crisis, "es").Value, 0.93, 1);
        Assert.InRange(figures.CrisisSeen.Value, 0.91, 1);
        Assert.InRange(figures.FalseAlarms.Value, 0, 0.13);
    }
}
