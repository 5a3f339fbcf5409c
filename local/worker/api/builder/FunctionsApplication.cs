namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a functions app begins.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the host's settings and services.</summary>
    /// <param name="args">The command line; <c>--port N</c> sets the HTTP port.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
