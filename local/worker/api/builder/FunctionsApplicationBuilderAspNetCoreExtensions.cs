namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>HTTP by ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Lets functions take an <c>HttpRequest</c> and return an <c>IResult</c> or <c>IActionResult</c>. Middleware that is to see the HTTP
    /// context is added after this.
    /// </summary>
    /// <param name="builder">The app.</param>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseAspNetCore();
        return builder;
    }
}
