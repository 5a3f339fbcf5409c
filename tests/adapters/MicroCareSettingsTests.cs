using MicroCare.Adapters;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Adapters;

public sealed class MicroCareSettingsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-settings").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("DataStorage", "DataStorage")]
    [InlineData("MicroCare:SmsConnectionString", "MicroCare__SmsConnectionString")]
    [InlineData("MicroCare:SmsFrom", "MicroCare__SmsFrom")]
    [InlineData("MicroCare:KeyFile", "MicroCare__KeyFile")]
    [InlineData("MicroCare:ProgramsFolder", "MicroCare__ProgramsFolder")]
    public void Read_WithoutASetting_NamesIt(string missing, string named)
    {
        var settings = Development();
        settings.Remove(missing);
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => Read(settings, isDevelopment: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8335550100")]
    [InlineData("+1 833 555 0100")]
    [InlineData("+1833555010x")]
    [InlineData("MicroCare")]
    public void Read_ASenderThatIsNoNumber_StopsTheStart(string from)
    {
        var settings = Production();
        settings["MicroCare:SmsFrom"] = from;
        Assert.Contains("MicroCare__SmsFrom", Assert.Throws<InvalidOperationException>(() => Read(settings, isDevelopment: false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("", 200)]
    [InlineData("6000", 6000)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("many", null)]
    public void Read_TextsPerMinute_IsATollFreeNumbersUnlessSet(string? value, int? expected)
    {
        var settings = Development();
        settings["MicroCare:TextsPerMinute"] = value;
        if (expected is null)
        {
            Assert.Contains("MicroCare__TextsPerMinute", Assert.Throws<InvalidOperationException>(() => Read(settings, isDevelopment: true)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(expected, Read(settings, isDevelopment: true).TextsPerMinute);
    }

    [Fact]
    public void Read_ByIdentityAlone_IsEnoughForProduction()
    {
        var settings = Read(Production(), isDevelopment: false);
        Assert.Equal(new Uri("https://data.table.core.windows.net"), settings.DataStorage.Tables);
        Assert.Equal(new Uri("https://data.queue.core.windows.net"), settings.DataStorage.Queues);
        Assert.Equal(new Uri("https://exports.blob.core.windows.net"), settings.ExportStorage.Blobs);
        Assert.Equal(new Uri("https://vault.vault.azure.net"), settings.KeyVault);
        Assert.Equal(new Uri("https://sms.communication.azure.com"), settings.SmsEndpoint);
        Assert.Equal("identity", settings.IdentityClientId);
        Assert.Null(settings.DataStorage.ConnectionString ?? settings.ExportStorage.ConnectionString ?? settings.KeyFile ?? settings.SmsConnectionString);
    }

    [Theory]
    [InlineData("DataStorage", "UseDevelopmentStorage=true", "DataStorage")]
    [InlineData("DataStorage", "memory", "DataStorage")]
    [InlineData("ExportStorage", "UseDevelopmentStorage=true", "ExportStorage")]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true", "AzureWebJobsStorage__accountName")]
    [InlineData("MicroCare:SmsConnectionString", "endpoint=https://x;accesskey=AAAA", "MicroCare__SmsConnectionString")]
    [InlineData("MicroCare:KeyFile", "keys.json", "MicroCare__KeyFile")]
    [InlineData("DataStorage:tableServiceUri", "http://data.table.core.windows.net", "DataStorage__tableServiceUri")]
    [InlineData("DataStorage:queueServiceUri", "", "DataStorage__queueServiceUri")]
    [InlineData("ExportStorage:blobServiceUri", "", "ExportStorage__blobServiceUri")]
    [InlineData("MicroCare:KeyVaultUri", "", "MicroCare__KeyVaultUri")]
    [InlineData("MicroCare:KeyVaultUri", "http://vault", "MicroCare__KeyVaultUri")]
    [InlineData("MicroCare:SmsEndpoint", "", "MicroCare__SmsEndpoint")]
    [InlineData("MicroCare:ClinicsFolder", "", "MicroCare__ClinicsFolder")]
    [InlineData("MicroCare:Operator:Webhook", "http://pager.example.org", "MicroCare__Operator__Webhook")]
    [InlineData("MicroCare:Operator:Phone", "911", "MicroCare__Operator__Phone")]
    public void Read_ASecretOrAnUnsafeAddressInProduction_StopsTheStartByName(string name, string value, string named)
    {
        var settings = Production();
        settings[name] = value;
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => Read(settings, isDevelopment: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clinics_WithoutAFile_AreTakenInDevelopmentOnly()
    {
        Assert.Null(Read(Development(), isDevelopment: true).ClinicsFolder);
        Assert.NotNull(new ClinicDirectory([], new Dictionary<string, string>(), takesAny: true).Find(new ClinicId("riverside")));
        Assert.Null(new ClinicDirectory([], new Dictionary<string, string>(), takesAny: false).Find(new ClinicId("riverside")));
    }

    [Fact]
    public void Read_BothAVaultAndAFile_IsRefused()
    {
        var settings = Development();
        settings["MicroCare:KeyVaultUri"] = "https://vault.vault.azure.net";
        Assert.Throws<InvalidOperationException>(() => Read(settings, isDevelopment: true));
    }

    [Fact]
    public async Task KeyFile_ThatIsMissing_StopsTheStartUnlessItMayBeMade()
    {
        var settings = Development();
        await using (var strict = Services(settings))
        {
            var opening = Assert.ThrowsAsync<KeySourceException>(() => strict.OpenAsync());
            while (!opening.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(1)); // It tries several times.
                await Task.Yield();
            }

            await opening;
        }

        settings["MicroCare:CreateKeyFile"] = "true";
        await using var lenient = Services(settings);
        await lenient.OpenAsync();
        Assert.Equal("k1", lenient.GetRequiredService<KeyRing>().Current);
        Assert.True(File.Exists(settings["MicroCare:KeyFile"]));
    }

    private ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging().AddSingleton<TimeProvider>(_time).AddMicroCare(Read(settings, isDevelopment: true)).BuildServiceProvider();

    private static MicroCareSettings Read(Dictionary<string, string?> settings, bool isDevelopment) =>
        MicroCareSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), isDevelopment);

    private Dictionary<string, string?> Development() => new()
    {
        ["DataStorage"] = "memory",
        ["MicroCare:SmsConnectionString"] = "endpoint=http://127.0.0.1:9/;accesskey=AAAA",
        ["MicroCare:SmsFrom"] = "+18335550100",
        ["MicroCare:KeyFile"] = Path.Combine(_folder, "keys.json"),
        ["MicroCare:ProgramsFolder"] = Path.Combine(AppContext.BaseDirectory, "cases", "stack"),
    };

    private Dictionary<string, string?> Production() => new()
    {
        ["DataStorage:tableServiceUri"] = "https://data.table.core.windows.net",
        ["DataStorage:queueServiceUri"] = "https://data.queue.core.windows.net",
        ["ExportStorage:blobServiceUri"] = "https://exports.blob.core.windows.net",
        ["MicroCare:SmsEndpoint"] = "https://sms.communication.azure.com",
        ["MicroCare:SmsFrom"] = "+18335550100",
        ["MicroCare:KeyVaultUri"] = "https://vault.vault.azure.net",
        ["MicroCare:ProgramsFolder"] = Path.Combine(AppContext.BaseDirectory, "cases", "stack"),
        ["MicroCare:ClinicsFolder"] = Path.Combine(AppContext.BaseDirectory, "clinics"),
        ["AZURE_CLIENT_ID"] = "identity",
    };
}
