using System.Collections.Immutable;
using MicroCare.Core.Identity;
using Microsoft.AspNetCore.Http;

namespace MicroCare.Functions.Access;

/// <summary>Whoever calls, as their token says.</summary>
/// <param name="Id">The opaque id of the person or system: the token's <c>oid</c>, else its <c>sub</c>.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="Clinics">Whose data they may reach: these clinics' and no other's.</param>
public sealed record Caller(string Id, ImmutableHashSet<string> Roles, ImmutableHashSet<string> Clinics)
{
    /// <summary>Whether the clinic is one of theirs. Ids are compared whole and as they are: <c>river</c> is not <c>riverside</c>.</summary>
    public bool Serves(ClinicId clinic) => clinic.Value is not null && Clinics.Contains(clinic.Value);

    /// <summary>Whoever makes this request.</summary>
    /// <exception cref="InvalidOperationException">The request did not come through the gate.</exception>
    public static Caller Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("The request has no caller.");
    }
}
