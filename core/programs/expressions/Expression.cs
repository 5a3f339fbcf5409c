namespace MicroCare.Core.Programs.Expressions;

/// <summary>A checked expression over what is known of a patient: its type is known, and it reads nothing that its program does not declare.</summary>
public abstract record Expression(ValueType Type)
{
    /// <summary>A fixed value.</summary>
    public sealed record Constant(Value Value) : Expression(Value.Type);

    /// <summary>What is looked up, such as the memory <c>mood</c>, <c>score.phq9</c> or <c>day</c>.</summary>
    public sealed record Variable(string Name, ValueType OfType) : Expression(OfType);

    /// <summary>Whether the variable has a value.</summary>
    public sealed record Known(string Name) : Expression(ValueType.YesNo);

    /// <summary>Whether a skill is mastered.</summary>
    public sealed record Mastered(string Skill) : Expression(ValueType.YesNo);

    /// <summary>Yes where it is no.</summary>
    public sealed record Not(Expression Operand) : Expression(ValueType.YesNo);

    /// <summary>The number with the other sign.</summary>
    public sealed record Negative(Expression Operand) : Expression(ValueType.Number);

    /// <summary>Both sides with an operator between them.</summary>
    public sealed record Binary(Operator Operator, Expression Left, Expression Right, ValueType OfType) : Expression(OfType);
}

/// <summary>What stands between two sides.</summary>
public enum Operator
{
    /// <summary>Either.</summary>
    Or,

    /// <summary>Both.</summary>
    And,

    /// <summary>The same.</summary>
    Equal,

    /// <summary>Not the same.</summary>
    NotEqual,

    /// <summary>Less than.</summary>
    Less,

    /// <summary>At most.</summary>
    AtMost,

    /// <summary>More than.</summary>
    More,

    /// <summary>At least.</summary>
    AtLeast,

    /// <summary>Sum.</summary>
    Plus,

    /// <summary>Difference.</summary>
    Minus,

    /// <summary>Product.</summary>
    Times,

    /// <summary>Quotient; by zero it is a fault.</summary>
    By,
}
