using System.Globalization;
using NodaTime.Text;

namespace MicroCare.Core.Programs.Expressions;

/// <summary>
/// Reads an expression and checks its types. Binding, loosest first: <c>or</c>, <c>and</c>, <c>not</c>, comparison, <c>+ -</c>, <c>* /</c>, sign.
/// A comparison compares two values and no more: <c>1 &lt; mood &lt; 3</c> is refused.
/// </summary>
public sealed class ExpressionParser
{
    private const int Deepest = 50;
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly Dictionary<string, Operator> Comparisons = new(StringComparer.Ordinal)
    {
        ["="] = Operator.Equal,
        ["!="] = Operator.NotEqual,
        ["<"] = Operator.Less,
        ["<="] = Operator.AtMost,
        [">"] = Operator.More,
        [">="] = Operator.AtLeast,
    };

    private readonly List<ExpressionToken> _tokens;
    private readonly Vocabulary _vocabulary;
    private int _next;
    private int _depth;

    private ExpressionParser(string text, Vocabulary vocabulary) => (_tokens, _vocabulary) = (ExpressionToken.Read(text), vocabulary);

    private ExpressionToken Here => _tokens[_next];

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">It is none, or its types do not fit.</exception>
    public static Expression Parse(string text, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new ExpressionParser(text, vocabulary);
        var expression = parser.Either();
        return parser.Here.Kind == ExpressionToken.KindOf.End
            ? expression
            : throw parser.Fault($"'{parser.Here.Text}' was not expected here; a whole expression stands before it.");
    }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="ExpressionException">It is none, or no yes or no.</exception>
    public static Expression ParseCondition(string text, Vocabulary vocabulary)
    {
        var expression = Parse(text, vocabulary);
        return expression.Type == ValueType.YesNo
            ? expression
            : throw new ExpressionException(0, $"A condition must be yes or no; this is a {Word(expression.Type)}. Compare it with something.");
    }

    private Expression Either() => Chain(Both, ("or", Operator.Or));

    private Expression Both() => Chain(Opposite, ("and", Operator.And));

    private Expression Chain(Func<Expression> side, (string Word, Operator Operator) between)
    {
        var left = side();
        while (Here is { Kind: ExpressionToken.KindOf.Name } word && word.Text == between.Word)
        {
            _next++;
            var right = side();
            Want(ValueType.YesNo, left, word);
            Want(ValueType.YesNo, right, word);
            left = new Expression.Binary(between.Operator, left, right, ValueType.YesNo);
        }

        return left;
    }

    private Expression Opposite()
    {
        if (Here is not { Kind: ExpressionToken.KindOf.Name, Text: "not" } word)
        {
            return Comparison();
        }

        _next++;
        var operand = Deeper(Opposite);
        Want(ValueType.YesNo, operand, word);
        return new Expression.Not(operand);
    }

    private Expression Comparison()
    {
        var left = Sum();
        if (Here.Kind != ExpressionToken.KindOf.Symbol || !Comparisons.TryGetValue(Here.Text, out var comparison))
        {
            return left;
        }

        var symbol = Here;
        _next++;
        var right = Sum();
        (left, right) = Comparable(left, right, symbol);
        if (comparison is not (Operator.Equal or Operator.NotEqual) && left.Type is ValueType.YesNo or ValueType.Word)
        {
            throw new ExpressionException(symbol.Position, $"A {Word(left.Type)} has no more and less: use = or !=.");
        }

        return new Expression.Binary(comparison, left, right, ValueType.YesNo);
    }

    private (Expression Left, Expression Right) Comparable(Expression left, Expression right, ExpressionToken symbol)
    {
        left = AsTime(left, right, symbol);
        right = AsTime(right, left, symbol);
        if (left.Type != right.Type)
        {
            throw new ExpressionException(symbol.Position, $"A {Word(left.Type)} cannot be compared with a {Word(right.Type)}.");
        }

        MustBePossible(left, right, symbol);
        MustBePossible(right, left, symbol);
        return (left, right);
    }

    private static Expression AsTime(Expression side, Expression other, ExpressionToken symbol) =>
        other.Type == ValueType.Time && side is Expression.Constant { Value.Word: { } word }
            ? TimePattern.Parse(word) is { Success: true } time
                ? new Expression.Constant(Value.Of(time.Value))
                : throw new ExpressionException(symbol.Position, $"'{word}' is no time of day. Write it as '18:30'.")
            : side;

    private void MustBePossible(Expression variable, Expression constant, ExpressionToken symbol)
    {
        if (variable is Expression.Variable { Name: var name } && constant is Expression.Constant { Value.Word: { } word }
            && _vocabulary.WordsOf(name) is { } possible && !possible.Contains(word, StringComparer.Ordinal))
        {
            throw new ExpressionException(symbol.Position, $"'{name}' is never '{word}'. It is one of: {string.Join(", ", possible)}.");
        }
    }

    private Expression Sum() => Arithmetic(Product, ("+", Operator.Plus), ("-", Operator.Minus));

    private Expression Product() => Arithmetic(Signed, ("*", Operator.Times), ("/", Operator.By));

    private Expression Arithmetic(Func<Expression> side, params ReadOnlySpan<(string Symbol, Operator Operator)> operators)
    {
        var left = side();
        while (Here.Kind == ExpressionToken.KindOf.Symbol && (Here.Text == operators[0].Symbol || Here.Text == operators[1].Symbol))
        {
            var symbol = Here;
            _next++;
            var right = side();
            Want(ValueType.Number, left, symbol);
            Want(ValueType.Number, right, symbol);
            left = new Expression.Binary(
                symbol.Text == operators[0].Symbol ? operators[0].Operator : operators[1].Operator, left, right, ValueType.Number);
        }

        return left;
    }

    private Expression Signed()
    {
        if (Here is not { Kind: ExpressionToken.KindOf.Symbol, Text: "-" } symbol)
        {
            return Atom();
        }

        _next++;
        var operand = Deeper(Signed);
        Want(ValueType.Number, operand, symbol);
        return new Expression.Negative(operand);
    }

    private Expression Atom()
    {
        var token = Here;
        _next++;
        switch (token.Kind)
        {
            case ExpressionToken.KindOf.Number:
                return new Expression.Constant(Value.Of(token.Number));
            case ExpressionToken.KindOf.Quoted:
                return new Expression.Constant(Value.Of(token.Text));
            case ExpressionToken.KindOf.Symbol when token.Text == "(":
                var inner = Deeper(Either);
                Skip(")");
                return inner;
            case ExpressionToken.KindOf.Name when token.Text is "yes" or "no":
                return new Expression.Constant(Value.Of(token.Text == "yes"));
            case ExpressionToken.KindOf.Name when token.Text == "known":
                return Known();
            case ExpressionToken.KindOf.Name when token.Text == "mastered":
                return Mastered();
            case ExpressionToken.KindOf.Name:
                return Variable(token);
            default:
                _next--;
                throw Fault(token.Kind == ExpressionToken.KindOf.End ? "The expression ends too early." : $"'{token.Text}' was not expected here.");
        }
    }

    private Expression.Variable Variable(ExpressionToken token)
    {
        if (_vocabulary.IsFreeText(token.Text))
        {
            throw new ExpressionException(token.Position, $"'{token.Text}' holds a patient's own words, which are recalled, not compared. Use known({token.Text}).");
        }

        return _vocabulary.TypeOf(token.Text) is { } type
            ? new Expression.Variable(token.Text, type)
            : throw new ExpressionException(token.Position, $"'{token.Text}' is not known. {_vocabulary.Suggest()}");
    }

    private Expression.Known Known()
    {
        Skip("(");
        var name = Here;
        _next++;
        if (name.Kind != ExpressionToken.KindOf.Name || _vocabulary.TypeOf(name.Text) is null)
        {
            throw new ExpressionException(name.Position, $"known(…) takes the name of a memory, a score or a change; '{name.Text}' is none. {_vocabulary.Suggest()}");
        }

        Skip(")");
        return new Expression.Known(name.Text);
    }

    private Expression.Mastered Mastered()
    {
        Skip("(");
        var skill = Here;
        _next++;
        if (skill.Kind != ExpressionToken.KindOf.Quoted)
        {
            throw new ExpressionException(skill.Position, "mastered(…) takes a skill in quotation marks, such as mastered('breathing').");
        }

        Skip(")");
        return new Expression.Mastered(skill.Text);
    }

    private void Skip(string symbol)
    {
        if (Here.Kind != ExpressionToken.KindOf.Symbol || Here.Text != symbol)
        {
            throw Fault($"'{symbol}' is missing here.");
        }

        _next++;
    }

    private Expression Deeper(Func<Expression> read)
    {
        if (++_depth > Deepest)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"The expression is more than {Deepest} levels deep. Split it."));
        }

        var expression = read();
        _depth--;
        return expression;
    }

    private static void Want(ValueType type, Expression operand, ExpressionToken at)
    {
        if (operand.Type != type)
        {
            throw new ExpressionException(at.Position, $"'{at.Text}' needs a {Word(type)} on each side; there is a {Word(operand.Type)}.");
        }
    }

    private ExpressionException Fault(string message) => new(Here.Position, message);

    private static string Word(ValueType type) => type switch
    {
        ValueType.Number => "number",
        ValueType.YesNo => "yes or no",
        ValueType.Word => "word",
        ValueType.Time => "time of day",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown type."),
    };
}
