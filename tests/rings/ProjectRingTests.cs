namespace MicroCare.Tests.Rings;

/// <summary>Nothing in an inner ring knows an outer one, and the Azure build knows nothing of <c>local/</c>; read off the project files.</summary>
public sealed class ProjectRingTests
{
    private static readonly string[] RealPackagesOnly = ["Microsoft.Azure.", "Microsoft.DurableTask", "Azure.Communication."];

    [Theory]
    [InlineData("core", "Local", "")]
    [InlineData("core", "Azure", "")]
    [InlineData("adapters", "Local", "core local/sms")]
    [InlineData("adapters", "Azure", "core")]
    [InlineData("orchestrations", "Local", "core local/durable local/worker")]
    [InlineData("orchestrations", "Azure", "core")]
    [InlineData("functions", "Local", "adapters core local/durable local/worker orchestrations")]
    [InlineData("functions", "Azure", "adapters core orchestrations")]
    [InlineData("local/durable", "Local", "")]
    [InlineData("local/sms", "Local", "")]
    [InlineData("local/worker", "Local", "local/durable")]
    [InlineData("local", "Local", "adapters core functions local/durable local/sms local/worker orchestrations")]
    public void Project_InEachBuild_RefersOnlyInwards(string project, string host, string references) =>
        Assert.Equal(references, string.Join(' ', Repository.References(project, host).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Local")]
    [InlineData("Azure")]
    public void Conformance_InEachBuild_KnowsNoProjectOfOurs(string host) =>
        Assert.Empty(Repository.References("conformance", host));

    [Fact]
    public void EveryProject_HasItsPlaceInTheRings() =>
        Assert.Equal(["adapters", "core", "functions", "local", "local/durable", "local/sms", "local/worker", "orchestrations"], Repository.Projects());

    [Theory]
    [InlineData("Local")]
    [InlineData("Azure")]
    public void Core_InEachBuild_TakesNothingOfAzureOrAspNetCore(string host)
    {
        Assert.DoesNotContain(Repository.Includes("core", "PackageReference", host), name => name.Contains("Azure", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Repository.Includes("core", "PackageReference", host), name => name.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.Empty(Repository.Includes("core", "FrameworkReference", host));
    }

    [Fact]
    public void RealPackages_AreTakenByTheAzureBuildAlone()
    {
        var rings = Repository.Projects().ToList();
        Assert.DoesNotContain(
            rings.SelectMany(project => Repository.Includes(project, "PackageReference", "Local")),
            name => RealPackagesOnly.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.Contains("Microsoft.Azure.Functions.Worker", Repository.Includes("functions", "PackageReference", "Azure"));
        Assert.Contains("Azure.Communication.Sms", Repository.Includes("adapters", "PackageReference", "Azure"));
    }

    [Theory]
    [InlineData("core")]
    [InlineData("adapters")]
    [InlineData("orchestrations")]
    [InlineData("functions")]
    public void Source_OfBothBuilds_IsTheSame(string folder)
    {
        var lines = Repository.SourceFiles(folder).SelectMany(file => File.ReadLines(file).Select(line => (file, line: line.TrimStart()))).ToList();
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, entry => entry.line.StartsWith("#if", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, entry => entry.line.Contains("MicroCare.Local", StringComparison.Ordinal));
        Assert.Empty(Repository.Includes(folder, "Compile", "Local"));
        Assert.Empty(Repository.Includes(folder, "Compile", "Azure"));
    }
}
