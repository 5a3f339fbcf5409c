using System.Globalization;
using MicroCare.Core.Identity;

namespace MicroCare.Adapters.Journeys;

/// <summary>The clinics' names as patients know them: a setting, else the id in words (<c>riverside</c> becomes "Riverside Clinic").</summary>
public sealed class ClinicDirectory(IReadOnlyDictionary<string, string> names)
{
    /// <summary>The clinic's name.</summary>
    public string NameOf(ClinicId clinic) => names.TryGetValue(clinic.Value, out var name)
        ? name
        : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(clinic.Value.Replace('-', ' ')) + " Clinic";
}
