using System.Globalization;

namespace MicroCare.Bench;

/// <summary>One measured figure beside its goal.</summary>
internal sealed record Figure(string Part, string What, string Goal, string Measured, bool? Meets)
{
    public static Figure AtLeast(string part, string what, double goal, double measured, string unit) =>
        new(part, what, $"≥ {Text(goal)}{unit}", Text(measured) + unit, measured >= goal);

    public static Figure AtMost(string part, string what, double goal, double measured, string unit) =>
        new(part, what, $"≤ {Text(goal)}{unit}", Text(measured) + unit, measured <= goal);

    public static Figure Only(string part, string what, double measured, string unit) => new(part, what, "", Text(measured) + unit, null);

    public string Row() => $"| {Part} | {What} | {Goal} | {Measured} | {Meets switch { true => "meets", false => "**misses**", null => "" }} |";

    private static string Text(double number) => number.ToString(number is >= 100 or 0 ? "N0" : number >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
