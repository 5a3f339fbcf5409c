using MicroCare.Adapters;
using MicroCare.Adapters.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Tests.Adapters;

public sealed class MicroCareSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-settings").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("DataStorage")]
    [InlineData("SmsConnectionString")]
    [InlineData("SmsFrom")]
    [InlineData("KeyFile")]
    [InlineData("ProgramsFolder")]
    public void AddMicroCare_WithoutASetting_NamesIt(string missing)
    {
        var settings = Complete();
        settings.Remove($"MicroCare:{missing}");
        var fault = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMicroCare(Configuration(settings)));
        Assert.Contains($"MicroCare__{missing}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFile_ThatIsMissing_StopsTheStartUnlessItMayBeMade()
    {
        var settings = Complete();
        using (var strict = Services(settings))
        {
            Assert.Throws<InvalidOperationException>(strict.GetRequiredService<KeyRing>);
        }

        settings["MicroCare:CreateKeyFile"] = "true";
        using var lenient = Services(settings);
        Assert.Equal("k1", lenient.GetRequiredService<KeyRing>().Current);
        Assert.True(File.Exists(settings["MicroCare:KeyFile"]));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddLogging().AddMicroCare(Configuration(settings)).BuildServiceProvider();

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private Dictionary<string, string?> Complete() => new()
    {
        ["MicroCare:DataStorage"] = "memory",
        ["MicroCare:SmsConnectionString"] = "endpoint=http://127.0.0.1:9/;accesskey=AAAA",
        ["MicroCare:SmsFrom"] = "+18335550100",
        ["MicroCare:KeyFile"] = Path.Combine(_folder, "keys.json"),
        ["MicroCare:ProgramsFolder"] = _folder,
    };
}
