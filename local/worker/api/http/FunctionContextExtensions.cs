namespace Microsoft.Azure.Functions.Worker;

/// <summary>HTTP, from a function's context.</summary>
public static class FunctionContextExtensions
{
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>
    /// The request and response of an HTTP function; null for other functions, and for middleware that was registered before
    /// <c>ConfigureFunctionsWebApplication</c>.
    /// </summary>
    /// <param name="context">The invocation.</param>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextKey, out var found) ? found as HttpContext : null;
    }
}
