using MicroCare.Adapters.Triage;
using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace MicroCare.Tests.Adapters.Triage;

/// <summary>The model that ships is the one that the training texts give.</summary>
public sealed class ModelTrainingTests(ITestOutputHelper output)
{
    private const int Enough = 1_200;
    private const int LargestModel = 2_000_000;

    [Fact]
    public async Task Train_Anew_SaysWhatTheShippedModelSays()
    {
        var texts = TrainingTexts.Read(ModelReaderTests.Folder);
        using var file = new MemoryStream();
        ModelTraining.Train(texts, file);
        Assert.InRange(file.Length, 1, LargestModel);
        using var anew = new ModelReader(NullLogger<ModelReader>.Instance, () => new MemoryStream(file.ToArray()));
        using var shipped = new ModelReader(NullLogger<ModelReader>.Instance);
        Assert.True(await anew.LoadAsync() && await shipped.LoadAsync());
        var pairs = texts.Select(text => new PatientText(text.Text)).Select(text => (Anew: anew.Read(text)!, Shipped: shipped.Read(text)!)).ToList();

        // Another processor adds up in another order; so a hair's breadth is allowed.
        Assert.InRange(pairs.Count(pair => pair.Anew.Class == pair.Shipped.Class), (int)(0.995 * pairs.Count), pairs.Count);
        Assert.InRange(pairs.Average(pair => Math.Abs(pair.Anew.Score - pair.Shipped.Score)), 0, 0.01);
    }

    [Fact]
    public void Model_OnTextsThatItHasNotSeen_IsFarBetterThanChance()
    {
        var tried = ModelTraining.CrossValidate(TrainingTexts.Read(ModelReaderTests.Folder), tried: 1);
        var right = tried.Count(one => one.Text.Class == one.Opinion.Class) / (double)tried.Length;
        output.WriteLine($"Right on a fifth that it had not seen: {right:P0} of {tried.Length}");
        Assert.InRange(right, 0.35, 1);
    }

    [Fact]
    public void TrainingTexts_OfEveryClassAndBothLanguages_AreThereOnceEach()
    {
        var texts = TrainingTexts.Read(ModelReaderTests.Folder);
        Assert.InRange(texts.Length, Enough, int.MaxValue);
        Assert.Equal(2 * Enum.GetValues<TriageClass>().Length, texts.Select(text => (text.Class, text.Language)).Distinct().Count());
        Assert.Equal(texts.Length, texts.Select(text => text.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
