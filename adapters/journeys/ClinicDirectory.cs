using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Journeys;

/// <summary>
/// The clinics: those that have a file, and in development any other, by the standard policy, under the name of a setting or the id in words (<c>riverside</c>
/// becomes "Riverside Clinic").
/// </summary>
/// <param name="files">The policies that were read from files.</param>
/// <param name="names">Names by id, for clinics without a file.</param>
/// <param name="takesAny">Whether people may be enrolled for a clinic without a file.</param>
public sealed class ClinicDirectory(IEnumerable<ClinicPolicy> files, IReadOnlyDictionary<string, string> names, bool takesAny) : IClinics
{
    private readonly ImmutableDictionary<ClinicId, ClinicPolicy> _files = files.ToImmutableDictionary(policy => policy.Id);

    /// <inheritdoc />
    public IEnumerable<ClinicPolicy> All => _files.Values.OrderBy(policy => policy.Id.Value, StringComparer.Ordinal);

    /// <inheritdoc />
    public ClinicPolicy? Find(ClinicId clinic) => _files.TryGetValue(clinic, out var policy) ? policy : takesAny ? ClinicPolicy.Standard(clinic, NameOf(clinic)) : null;

    /// <inheritdoc />
    public ClinicPolicy Get(ClinicId clinic) => _files.TryGetValue(clinic, out var policy) ? policy : ClinicPolicy.Standard(clinic, NameOf(clinic));

    private string NameOf(ClinicId clinic) => names.TryGetValue(clinic.Value, out var name)
        ? name
        : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(clinic.Value.Replace('-', ' ')) + " Clinic";
}
