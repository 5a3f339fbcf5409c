using MicroCare.Functions.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MicroCare.Local.Access;

/// <summary>Mints tokens for development, signed with a local key that production refuses to know.</summary>
/// <param name="keyFile">The key; made when missing.</param>
/// <param name="time">The service's clock: a token of another time is no good.</param>
public sealed class DevelopmentTokens(string keyFile, TimeProvider time)
{
    /// <summary>What the one-machine service takes for its audience.</summary>
    public const string Audience = "microcare";

    private readonly Lazy<SigningCredentials> _credentials =
        new(() => new SigningCredentials(DevelopmentKey.ReadOrCreate(keyFile), SecurityAlgorithms.EcdsaSha256));

    /// <summary>A token.</summary>
    /// <param name="roles">App roles, such as <c>Clinic.Enroll</c>.</param>
    /// <param name="clinics">The clinics whose data it opens.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="subject">Whose it is; an opaque id that appears in logs.</param>
    public string Mint(IEnumerable<string> roles, IEnumerable<string> clinics, TimeSpan lifetime, string subject)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(clinics);
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = DevelopmentKey.Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["roles"] = roles.ToArray(), ["clinic"] = clinics.ToArray() },
            SigningCredentials = _credentials.Value,
        });
    }
}
