using System.Globalization;

namespace MicroCare.Local.Triage;

/// <summary>So many of so many.</summary>
/// <param name="Part">How many.</param>
/// <param name="Of">Of how many.</param>
public readonly record struct Share(int Part, int Of)
{
    /// <summary>The part as a number from 0 to 1; 0 of none.</summary>
    public double Value => Of == 0 ? 0 : (double)Part / Of;

    /// <summary>Such as <c>12/40 30%</c>; a dash of none.</summary>
    public override string ToString() => Of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Part}/{Of} {100 * Value:0}%");
}
