namespace MicroCare.Core.Programs.Expressions;

/// <summary>A text is no expression, or one whose types do not fit. Found by the program's reader, never in a journey.</summary>
public sealed class ExpressionException(int position, string message) : Exception(message)
{
    /// <summary>Where in the text, from 0 up.</summary>
    public int Position { get; } = position;
}
