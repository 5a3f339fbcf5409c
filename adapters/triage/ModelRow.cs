using MicroCare.Core.Replies;

namespace MicroCare.Adapters.Triage;

/// <summary>A text as the model reads it.</summary>
internal sealed class ModelRow
{
    /// <summary>The class's name; empty where it is to be predicted.</summary>
    public string Label { get; set; } = "";

    /// <summary>The folded text.</summary>
    public string Text { get; set; } = "";

    /// <summary>The row of a text.</summary>
    public static ModelRow Of(string words, string label = "") => new() { Text = TextFolding.Fold(words), Label = label };
}
