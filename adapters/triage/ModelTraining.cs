using System.Collections.Immutable;
using MicroCare.Core.Triage;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms.Text;

namespace MicroCare.Adapters.Triage;

/// <summary>Learns the second opinion: multinomial logistic regression over runs of words and of letters. The same texts give the same model.</summary>
public static class ModelTraining
{
    /// <summary>The seed of everything that draws.</summary>
    public const int Seed = 20;

    /// <summary>Shares of the cross-validation.</summary>
    public const int Folds = 5;

    /// <summary>Learns from the texts and writes the model.</summary>
    public static void Train(IReadOnlyList<LabelledText> texts, Stream model)
    {
        var context = Context();
        var data = Data(context, texts);
        context.Model.Save(Pipeline(context).Fit(data), data.Schema, model);
    }

    /// <summary>Each text with what a model says of it that has seen only the other four fifths; of as many fifths as are tried.</summary>
    public static ImmutableArray<(LabelledText Text, SecondOpinion Opinion)> CrossValidate(IReadOnlyList<LabelledText> texts, int tried = Folds)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var opinions = ImmutableArray.CreateBuilder<(LabelledText, SecondOpinion)>();
        for (var fold = 0; fold < tried; fold++)
        {
            var context = Context();
            var model = Pipeline(context).Fit(Data(context, [.. texts.Where((_, at) => at % Folds != fold)]));
            using var engine = context.Model.CreatePredictionEngine<ModelRow, ModelOutput>(model);
            for (var at = fold; at < texts.Count; at += Folds)
            {
                opinions.Add((texts[at], OpinionOf(engine.Predict(ModelRow.Of(texts[at].Text)))));
            }
        }

        return opinions.DrainToImmutable();
    }

    /// <summary>The output as an opinion.</summary>
    internal static SecondOpinion OpinionOf(ModelOutput output) =>
        new(TriageClasses.Find(output.Label) ?? TriageClass.Chatter, output.Score.Max());

    /// <summary>Everything with the one seed.</summary>
    internal static MLContext Context() => new(Seed);

    private static IDataView Data(MLContext context, IReadOnlyList<LabelledText> texts) =>
        context.Data.LoadFromEnumerable(texts.Select(text => ModelRow.Of(text.Text, TriageClasses.NameOf(text.Class))));

    private static EstimatorChain<Microsoft.ML.Transforms.KeyToValueMappingTransformer> Pipeline(MLContext context) =>
        context.Transforms.Conversion.MapValueToKey("Key", nameof(ModelRow.Label))
            .Append(context.Transforms.Text.FeaturizeText("Features", Features(), nameof(ModelRow.Text)))
            .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = "Key",
                FeatureColumnName = "Features",
                L1Regularization = 0,
                L2Regularization = 0.02f,
                NumberOfThreads = 1,
            }))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    private static TextFeaturizingEstimator.Options Features() => new()
    {
        CaseMode = TextNormalizingEstimator.CaseMode.None,
        KeepDiacritics = true,
        KeepPunctuations = true,
        Norm = TextFeaturizingEstimator.NormFunction.L2,
        WordFeatureExtractor = Runs(2),
        CharFeatureExtractor = Runs(4),
    };

    private static WordBagEstimator.Options Runs(int longest) =>
        new() { NgramLength = longest, UseAllLengths = true, Weighting = NgramExtractingEstimator.WeightingCriteria.TfIdf };
}
