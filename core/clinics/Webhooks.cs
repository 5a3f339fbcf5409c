namespace MicroCare.Core.Clinics;

/// <summary>Addresses that are posted to.</summary>
public static class Webhooks
{
    /// <summary>The address; null where it is none that may be posted to: outside development it must be <c>https</c>, and it never holds a user name.</summary>
    public static Uri? Read(string text, bool isDevelopment) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (isDevelopment && address.Scheme == Uri.UriSchemeHttp))
            ? address
            : null;
}
