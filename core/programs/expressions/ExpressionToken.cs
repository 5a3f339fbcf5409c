using System.Globalization;

namespace MicroCare.Core.Programs.Expressions;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; without its quotation marks.</param>
/// <param name="Position">Where it begins, from 0 up.</param>
internal readonly record struct ExpressionToken(ExpressionToken.KindOf Kind, string Text, int Position)
{
    private static readonly string[] Symbols = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")"];

    public enum KindOf
    {
        Number,
        Quoted,
        Name,
        Symbol,
        End,
    }

    public decimal Number => decimal.Parse(Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public static List<ExpressionToken> Read(string text)
    {
        var tokens = new List<ExpressionToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at += token.Text.Length + (token.Kind == KindOf.Quoted ? 2 : 0);
        }

        tokens.Add(new ExpressionToken(KindOf.End, "", text.Length));
        return tokens;
    }

    private static ExpressionToken Next(string text, int at)
    {
        if (text[at] == '\'')
        {
            var end = text.IndexOf('\'', at + 1);
            return end > 0 ? new(KindOf.Quoted, text[(at + 1)..end], at) : throw new ExpressionException(at, "A word in quotation marks has no end: add '.");
        }

        if (char.IsAsciiDigit(text[at]))
        {
            var digits = Run(text, at, c => char.IsAsciiDigit(c) || c == '.');
            return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                ? new(KindOf.Number, digits, at)
                : throw new ExpressionException(at, $"'{digits}' is no number.");
        }

        if (char.IsAsciiLetter(text[at]) || text[at] == '_')
        {
            return new(KindOf.Name, Run(text, at, c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-'), at);
        }

        return Array.Find(Symbols, symbol => string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0) is { } found
            ? new(KindOf.Symbol, found, at)
            : throw new ExpressionException(at, $"'{text[at]}' means nothing here. Operators are or, and, not, =, !=, <, <=, >, >=, +, -, * and /.");
    }

    private static string Run(string text, int from, Func<char, bool> belongs)
    {
        var to = from;
        while (to < text.Length && belongs(text[to]))
        {
            to++;
        }

        return text[from..to];
    }
}
