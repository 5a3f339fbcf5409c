using System.Text.Json;

namespace MicroCare.Core.Triage;

/// <summary>The classes' names in data.</summary>
public static class TriageClasses
{
    /// <summary>The name in lexicons, commands and reports: <c>side_effect</c> for <see cref="TriageClass.SideEffect"/>.</summary>
    public static string NameOf(TriageClass kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The class of that name; null where there is none.</summary>
    public static TriageClass? Find(string name)
    {
        foreach (var kind in Enum.GetValues<TriageClass>())
        {
            if (NameOf(kind) == name)
            {
                return kind;
            }
        }

        return null;
    }
}
