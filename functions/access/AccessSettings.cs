using Microsoft.Extensions.Configuration;

namespace MicroCare.Functions.Access;

/// <summary>Whom the service believes, under <c>MicroCare__Access__</c>.</summary>
/// <param name="Authority">The Entra ID tenant that issues tokens, such as <c>https://login.microsoftonline.com/TENANT/v2.0</c>; null only in development.</param>
/// <param name="Audience">What tokens must be meant for: the app registration's client id, or its <c>api://</c> URI.</param>
/// <param name="ClinicClaim">The claim that holds the clinics' ids.</param>
/// <param name="RequestsPerMinute">What one caller may ask of one instance in a minute.</param>
/// <param name="DevelopmentKeyFile">The key that development tokens are signed with; null in production, always.</param>
public sealed record AccessSettings(Uri? Authority, string Audience, string ClinicClaim, int RequestsPerMinute, string? DevelopmentKeyFile)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">One is missing or unsafe; the message names it.</exception>
    public static AccessSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("MicroCare:Access");
        var keyFile = section["DevelopmentKeyFile"] is { Length: > 0 } path ? path : null;
        if (keyFile is not null && !isDevelopment)
        {
            throw new InvalidOperationException(
                "MicroCare__Access__DevelopmentKeyFile is set, and this is no development environment: whoever holds that file could mint any token. Remove the setting.");
        }

        var authority = ReadAuthority(section["Authority"], isDevelopment);
        if (authority is null && keyFile is null)
        {
            throw new InvalidOperationException(
                "MicroCare__Access__Authority is missing: name the Entra ID tenant whose tokens are accepted, such as https://login.microsoftonline.com/TENANT/v2.0.");
        }

        var perMinute = section.GetValue("RequestsPerMinute", 600);
        return new AccessSettings(
            authority,
            section["Audience"] is { Length: > 0 } audience
                ? audience
                : throw new InvalidOperationException("MicroCare__Access__Audience is missing: name the client id of the app registration that tokens are meant for."),
            section["ClinicClaim"] is { Length: > 0 } claim ? claim : "clinic",
            perMinute > 0 ? perMinute : throw new InvalidOperationException("MicroCare__Access__RequestsPerMinute must be above zero."),
            keyFile);
    }

    private static Uri? ReadAuthority(string? text, bool isDevelopment) => text switch
    {
        null or "" => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (isDevelopment && uri.IsLoopback)) => uri,
        _ => throw new InvalidOperationException("MicroCare__Access__Authority must be an https:// address: over anything else, anybody could hand out signing keys."),
    };
}
