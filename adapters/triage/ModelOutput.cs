using Microsoft.ML.Data;

namespace MicroCare.Adapters.Triage;

/// <summary>What the model says of a text.</summary>
internal sealed class ModelOutput
{
    /// <summary>The most probable class's name.</summary>
    [ColumnName("PredictedLabel")]
    public string Label { get; set; } = "";

    /// <summary>The probability of every class, in the model's own order.</summary>
    public float[] Score { get; set; } = [];
}
