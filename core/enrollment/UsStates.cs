using System.Collections.Frozen;

namespace MicroCare.Core.Enrollment;

/// <summary>The postal letters of the US states and the District of Columbia.</summary>
public static class UsStates
{
    private static readonly FrozenSet<string> Letters = (
        "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether these are two such letters, in capitals.</summary>
    public static bool Contains(string letters) => Letters.Contains(letters);
}
