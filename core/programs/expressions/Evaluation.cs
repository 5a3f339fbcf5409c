namespace MicroCare.Core.Programs.Expressions;

/// <summary>Works an expression out.</summary>
public static class Evaluation
{
    /// <summary>The value.</summary>
    /// <param name="expression">What to work out.</param>
    /// <param name="find">The value of a name, or null where it has none.</param>
    /// <param name="mastered">Whether a skill is mastered.</param>
    /// <exception cref="ProgramFaultException">A name has no value, a division is by zero, or a number gets out of hand.</exception>
    public static Value Of(Expression expression, Func<string, Value?> find, Func<string, bool> mastered) => expression switch
    {
        Expression.Constant constant => constant.Value,
        Expression.Variable variable => find(variable.Name) ?? throw new ProgramFaultException(ProgramFault.UnknownValue, variable.Name),
        Expression.Known known => Value.Of(find(known.Name) is not null),
        Expression.Mastered skill => Value.Of(mastered(skill.Skill)),
        Expression.Not not => Value.Of(!Of(not.Operand, find, mastered).IsYes),
        Expression.Negative negative => Value.Of(-Of(negative.Operand, find, mastered).Amount),
        Expression.Binary { Operator: Operator.Or } or => Value.Of(Of(or.Left, find, mastered).IsYes || Of(or.Right, find, mastered).IsYes),
        Expression.Binary { Operator: Operator.And } and => Value.Of(Of(and.Left, find, mastered).IsYes && Of(and.Right, find, mastered).IsYes),
        Expression.Binary binary => Combine(binary.Operator, Of(binary.Left, find, mastered), Of(binary.Right, find, mastered)),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "Unknown expression."),
    };

    private static Value Combine(Operator between, Value left, Value right)
    {
        try
        {
            return between switch
            {
                Operator.Equal => Value.Of(left == right),
                Operator.NotEqual => Value.Of(left != right),
                Operator.Less => Value.Of(left.Amount < right.Amount),
                Operator.AtMost => Value.Of(left.Amount <= right.Amount),
                Operator.More => Value.Of(left.Amount > right.Amount),
                Operator.AtLeast => Value.Of(left.Amount >= right.Amount),
                Operator.Plus => Value.Of(left.Amount + right.Amount),
                Operator.Minus => Value.Of(left.Amount - right.Amount),
                Operator.Times => Value.Of(left.Amount * right.Amount),
                Operator.By => Value.Of(left.Amount / right.Amount),
                _ => throw new ArgumentOutOfRangeException(nameof(between), between, "Unknown operator."),
            };
        }
        catch (DivideByZeroException)
        {
            throw new ProgramFaultException(ProgramFault.DivisionByZero, null);
        }
        catch (OverflowException)
        {
            throw new ProgramFaultException(ProgramFault.NumberTooLarge, null);
        }
    }
}
