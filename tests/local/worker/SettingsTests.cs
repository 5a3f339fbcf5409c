using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Tests.Local.Worker;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(false, false, false, "sample")]
    [InlineData(true, false, false, "own")]
    [InlineData(true, true, false, "environment")]
    [InlineData(true, true, true, "caller")]
    public async Task Setting_InSeveralPlaces_ComesFromTheStrongest(bool own, bool environment, bool caller, string expected)
    {
        var name = $"MicroCareTest__Place{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, environment ? "environment" : null);
        try
        {
            await using var host = await TestHost.StartAsync(typeof(None), options =>
            {
                Write(options.ContentRoot!, "local.settings.sample.json", name, "sample");
                if (own)
                {
                    Write(options.ContentRoot!, "local.settings.json", name, "own");
                }

                if (caller)
                {
                    options.Settings[name] = "caller";
                }
            });
            Assert.Equal(expected, host.Host.Services.GetRequiredService<IConfiguration>()[name.Replace("__", ":", StringComparison.Ordinal)]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task QueueName_WithASettingInIt_ListensToThatQueue()
    {
        await using var host = await TestHost.StartAsync(typeof(Named), options => options.Settings["InboundQueue"] = "Texts");
        await host.SendAsync("texts-late", "hello");
        Assert.Equal("hello", await host.Recorder.NextAsync());
    }

    [Fact]
    public async Task SettingsFile_WithANumberForAText_IsRefusedByName()
    {
        var message = await TestHost.FailureAsync(
            typeof(None), options => File.WriteAllText(Path.Combine(options.ContentRoot!, "local.settings.json"), """{ "Values": { "A": 1 } }"""));
        Assert.Contains("local.settings.json", message, StringComparison.Ordinal);
    }

    private static void Write(string folder, string file, string name, string value) => File.WriteAllText(
        Path.Combine(folder, file), $$"""{ "IsEncrypted": false, "Values": { "{{name}}": "{{value}}", }, /* a comment */ }""");

    public static class None;

    public sealed class Named(Recorder recorder)
    {
        [Function("Named")]
        public void Run([QueueTrigger("%InboundQueue%-late")] string body) => recorder.Note(body);
    }
}
