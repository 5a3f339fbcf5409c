using Microsoft.AspNetCore.Http;

namespace MicroCare.Functions.Http;

/// <summary>What every answer of this API tells browsers and caches, after the OWASP REST security cheat sheet: it is for no page, frame or cache.</summary>
internal static class ResponseHeaders
{
    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
