using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace MicroCare.Tests.Infra;

/// <summary>The infrastructure as the Bicep compiler makes it for prod and for dev: every resource, modules and conditions resolved.</summary>
public sealed class CompiledInfra : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-infra").FullName;

    public IReadOnlyList<JsonObject> Prod { get; private set; } = [];

    public IReadOnlyList<JsonObject> Dev { get; private set; } = [];

    /// <summary>The whole template as text.</summary>
    public string Template { get; private set; } = "";

    /// <summary>What the compiler and its linter had to say.</summary>
    public string Complaints { get; private set; } = "";

    public async Task InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "infra"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Complaints = await RunAsync("build", "main.bicep", "--outfile", "main.json");
        Template = await File.ReadAllTextAsync(Path.Combine(_folder, "main.json"));
        Prod = await SnapshotAsync("prod");
        Dev = await SnapshotAsync("dev");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<JsonObject>> SnapshotAsync(string environment)
    {
        Complaints += await RunAsync(
            "snapshot", $"{environment}.bicepparam", "--mode", "overwrite", "--subscription-id", "11111111-1111-1111-1111-111111111111",
            "--tenant-id", "22222222-2222-2222-2222-222222222222", "--resource-group", "microcare", "--location", "eastus2");
        var snapshot = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, $"{environment}.snapshot.json")))!;
        return [.. snapshot["predictedResources"]!.AsArray().Select(resource => resource!.AsObject())];
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var compiler = typeof(CompiledInfra).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "BicepCompiler").Value!;
        Assert.True(OperatingSystem.IsLinux() && File.Exists(compiler), $"infra/ is checked on Linux x64, where a restore brings the compiler: {compiler}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute); // Packages carry no such bit.
        }

        var start = new ProcessStartInfo(compiler, arguments) { WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await complained);
        return await said + await complained;
    }
}
