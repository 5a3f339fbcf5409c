using MicroCare.Core.Cases;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Functions.Http;
using MicroCare.Functions.Patients;
using Microsoft.AspNetCore.Http;

namespace MicroCare.Functions.Cases;

/// <summary>The one way to a case: through its patient, with a record of the look.</summary>
public sealed class CaseDesk(PatientDesk patients)
{
    private const int LongestId = 80;

    /// <summary>The case and its patient, or the refusal; exactly one of the two is there.</summary>
    public async Task<(PatientView? View, CaseFile? File, IResult? Refusal)> OpenAsync(HttpRequest request, string function, string id, CancellationToken cancellationToken)
    {
        var key = new EffectKey(id);
        if (id.Length > LongestId || !key.TryRead(out var patient, out _) || PatientRoute.IdOf(patient.Value) is null)
        {
            return (null, null, Problems.NotFound("case"));
        }

        var (view, refusal) = await patients.OpenAsync(request, function, patient, "case", cancellationToken);
        return view is null
            ? (null, null, refusal)
            : CaseFile.Find(view.State, view.Facts, key) is { } file ? (view, file, null) : (null, null, Problems.NotFound("case"));
    }
}
