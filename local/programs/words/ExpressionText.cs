using System.Globalization;
using MicroCare.Core.Programs.Expressions;
using NodaTime.Text;
using ValueType = MicroCare.Core.Programs.Expressions.ValueType;

namespace MicroCare.Local.Programs;

/// <summary>Writes a checked expression as an author would.</summary>
internal static class ExpressionText
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The expression, without parentheses around the whole.</summary>
    public static string Of(Expression expression) => expression switch
    {
        Expression.Constant constant => Of(constant.Value),
        Expression.Variable variable => variable.Name,
        Expression.Known known => $"known({known.Name})",
        Expression.Mastered mastered => $"mastered('{mastered.Skill}')",
        Expression.Not not => $"not {Inner(not.Operand)}",
        Expression.Negative negative => $"-{Inner(negative.Operand)}",
        Expression.Binary binary => $"{Side(binary, binary.Left)} {Of(binary.Operator)} {Side(binary, binary.Right)}",
        _ => throw new ArgumentOutOfRangeException(nameof(expression), "Unknown expression."),
    };

    /// <summary>The value.</summary>
    public static string Of(Value value) => value.Type switch
    {
        ValueType.Number => value.Amount.ToString(CultureInfo.InvariantCulture),
        ValueType.YesNo => value.IsYes ? "yes" : "no",
        ValueType.Word => $"'{value.Word}'",
        ValueType.Time => $"'{Time.Format(value.Time)}'",
        _ => throw new ArgumentOutOfRangeException(nameof(value), "Unknown value."),
    };

    private static string Inner(Expression operand) => operand is Expression.Binary ? $"({Of(operand)})" : Of(operand);

    /// <summary>A chain of one operator needs no parentheses, nor does a comparison beside "and" or "or".</summary>
    private static string Side(Expression.Binary around, Expression side) => side is Expression.Binary inner && RankOf(inner.Operator) <= RankOf(around.Operator)
        && !(inner.Operator == around.Operator && around.Operator is Operator.Or or Operator.And or Operator.Plus or Operator.Times)
        ? $"({Of(side)})"
        : Of(side);

    private static int RankOf(Operator op) => op switch
    {
        Operator.Or => 0,
        Operator.And => 1,
        Operator.Plus or Operator.Minus => 3,
        Operator.Times or Operator.By => 4,
        _ => 2,
    };

    private static string Of(Operator op) => op switch
    {
        Operator.Or => "or",
        Operator.And => "and",
        Operator.Equal => "=",
        Operator.NotEqual => "!=",
        Operator.Less => "<",
        Operator.AtMost => "<=",
        Operator.More => ">",
        Operator.AtLeast => ">=",
        Operator.Plus => "+",
        Operator.Minus => "-",
        Operator.Times => "*",
        Operator.By => "/",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "Unknown operator."),
    };
}
