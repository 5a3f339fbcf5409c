using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Tests.Surface;

/// <summary>The workflows are YAML, may do little, and call what is there.</summary>
public sealed partial class WorkflowTests
{
    [Theory]
    [InlineData("ci.yml")]
    [InlineData("deploy.yml")]
    public void Workflow_IsWellFormedAndMayOnlyReadTheSource(string name)
    {
        var root = Read(name);
        Assert.Equal("read", ((YamlScalarNode)root["permissions"]["contents"]).Value);
        var jobs = (YamlMappingNode)root["jobs"];
        Assert.NotEmpty(jobs.Children);
        Assert.All(jobs.Children.Values, job => Assert.NotNull(job["timeout-minutes"]));
        Assert.All(jobs.Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"]), step =>
        {
            var keys = ((YamlMappingNode)step).Children.Keys.Select(key => key.ToString()).ToList();
            Assert.Single(keys, key => key is "uses" or "run");
        });
    }

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("deploy.yml")]
    public void Workflow_NamesFilesThatAreThere(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", name))
            .Replace("${{ inputs.environment }}", "prod", StringComparison.Ordinal);
        var named = Paths().Matches(text).Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal); // There is none to be had.
    }

    private static YamlNode Read(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", name))));
        return yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"\.ci/run|global\.json|Directory\.Packages\.props|infra/[a-z]+\.bicep(?:param)?|local/azurite/package-lock\.json|(?<=dotnet (?:publish|test) )[a-z]+")]
    private static partial Regex Paths();
}
