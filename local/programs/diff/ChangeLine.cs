using System.Collections.Immutable;

namespace MicroCare.Local.Programs;

/// <summary>Whether words stand in both versions, or in one.</summary>
public enum ChangeKind
{
    /// <summary>In both, or about neither.</summary>
    Same,

    /// <summary>Only in the old one.</summary>
    Old,

    /// <summary>Only in the new one.</summary>
    New,
}

/// <summary>Words of a line.</summary>
/// <param name="Kind">In which version they stand.</param>
/// <param name="Text">The words.</param>
public readonly record struct ChangeSpan(ChangeKind Kind, string Text);

/// <summary>A line that tells of a change.</summary>
/// <param name="Indent">How deep it stands, from 0 up.</param>
/// <param name="Spans">Its words.</param>
public sealed record ChangeLine(int Indent, ImmutableArray<ChangeSpan> Spans)
{
    /// <summary>A line of plain words.</summary>
    public static ChangeLine Of(int indent, string text) => new(indent, [new ChangeSpan(ChangeKind.Same, text)]);

    /// <summary>A line that begins with its subject, and shows what it was and what it is.</summary>
    public static ChangeLine Of(int indent, string subject, string old, string @new) =>
        new(indent, [new ChangeSpan(ChangeKind.Same, subject + ": "), .. WordChanges.Between(old, @new)]);

    /// <summary>The line without colours: <c>[-old-]</c> and <c>{+new+}</c>.</summary>
    public override string ToString() => new string(' ', Indent * 2) + string.Join("", Spans.Select(span => span.Kind switch
    {
        ChangeKind.Old => $"[-{span.Text}-]",
        ChangeKind.New => $"{{+{span.Text}+}}",
        _ => span.Text,
    }));
}

/// <summary>Changes of one kind.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Lines">The changes; never none.</param>
public sealed record ChangeSection(string Title, ImmutableArray<ChangeLine> Lines);
