using MicroCare.Functions.Access;
using Microsoft.Extensions.Configuration;

namespace MicroCare.Tests.Functions.Access;

public sealed class AccessSettingsTests
{
    private const string Tenant = "https://login.microsoftonline.com/t1/v2.0";

    [Fact]
    public void Read_ATenantAndAnAudience_IsEnoughForProduction()
    {
        var settings = Read(isDevelopment: false, ("Authority", Tenant), ("Audience", "api"));
        Assert.Equal(new AccessSettings(new Uri(Tenant), "api", "clinic", 600, null), settings);
    }

    [Theory]
    [InlineData("DevelopmentKeyFile", "key.pem")] // production never believes a local key
    [InlineData("Authority", "http://login.microsoftonline.com/t1/v2.0")]
    [InlineData("Authority", "http://127.0.0.1:5000/t1")]
    [InlineData("Authority", "not an address")]
    [InlineData("Authority", "")]
    [InlineData("Audience", "")]
    [InlineData("RequestsPerMinute", "0")]
    [InlineData("RequestsPerMinute", "-5")]
    public void Read_AnUnsafeSetting_StopsTheStartByName(string name, string value)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Read(isDevelopment: false, ("Authority", Tenant), ("Audience", "api"), (name, value)));
        Assert.Contains($"MicroCare__Access__{name}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutTenantAndKey_StopsEvenDevelopment() =>
        Assert.Throws<InvalidOperationException>(() => Read(isDevelopment: true, ("Audience", "api")));

    [Fact]
    public void Read_ALocalKey_IsEnoughForDevelopment() =>
        Assert.Equal("key.pem", Read(isDevelopment: true, ("Audience", "api"), ("DevelopmentKeyFile", "key.pem")).DevelopmentKeyFile);

    private static AccessSettings Read(bool isDevelopment, params (string Name, string Value)[] settings) => AccessSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Name)
                .Select(setting => KeyValuePair.Create($"MicroCare:Access:{setting.Name}", (string?)setting.Value)))
            .Build(),
        isDevelopment);
}
