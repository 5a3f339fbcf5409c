using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MicroCare.Adapters;
using MicroCare.Functions.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace MicroCare.Tests.Infra;

/// <summary>The rules that the infrastructure must keep, whoever changes it.</summary>
public sealed partial class InfraTests(CompiledInfra infra) : IClassFixture<CompiledInfra>
{
    private const string Storage = "Microsoft.Storage/storageAccounts";

    [Fact]
    public void Compiler_HasNothingToSay() => Assert.DoesNotMatch("(?i)warning|error", infra.Complaints);

    [Theory]
    [InlineData("prod")]
    [InlineData("dev")]
    public void Storage_KnowsNoKeyAndNoAnonymousReader(string environment)
    {
        var accounts = Of(environment, Storage);
        Assert.Equal(5, accounts.Count);
        Assert.All(accounts, account =>
        {
            var properties = account["properties"]!;
            Assert.False((bool)properties["allowSharedKeyAccess"]!);
            Assert.False((bool)properties["allowBlobPublicAccess"]!);
            Assert.False((bool)properties["allowCrossTenantReplication"]!);
            Assert.True((bool)properties["supportsHttpsTrafficOnly"]!);
            Assert.Equal("TLS1_2", (string?)properties["minimumTlsVersion"]);
        });
        Assert.All(Of(environment, $"{Storage}/blobServices/containers"), container => Assert.Equal("None", (string?)container["properties"]!["publicAccess"]));
    }

    [Fact]
    public void Storage_InProd_AnswersOnlyThisNetworkAndTrustedServices()
    {
        // Event Grid and Azure Monitor have no private way to their accounts; those two answer nobody else.
        var trusted = Of("prod", Storage).Where(account => (string?)account["properties"]!["publicNetworkAccess"] == "Enabled").ToList();
        Assert.Equal(["aud", "in"], trusted.Select(account => Kind((string)account["name"]!)).Order(StringComparer.Ordinal));
        Assert.All(Of("prod", Storage), account => Assert.Equal("Deny", (string?)account["properties"]!["networkAcls"]!["defaultAction"]));
        Assert.All(trusted, account => Assert.Equal("AzureServices", (string?)account["properties"]!["networkAcls"]!["bypass"]));
        Assert.All(Of("prod", Storage), account => Assert.Null(account["properties"]!["networkAcls"]!["ipRules"]));
    }

    [Fact]
    public void EveryServiceThatTheAppUses_HasAPrivateEndpointInProd()
    {
        var endpoints = Of("prod", "Microsoft.Network/privateEndpoints").Select(endpoint => (string)endpoint["name"]!).Select(Kind);
        Assert.Equal(["app-blob", "app-queue", "app-table", "data-table", "exp-blob", "in-queue", "kv-vault"], endpoints.Order(StringComparer.Ordinal));
        Assert.Equal(7, Of("prod", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count);
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("dev")]
    public void Blobs_DeletedByMistake_ComeBack(string environment) => Assert.All(Of(environment, $"{Storage}/blobServices"), service =>
    {
        Assert.True((bool)service["properties"]!["deleteRetentionPolicy"]!["enabled"]!);
        Assert.True((int)service["properties"]!["deleteRetentionPolicy"]!["days"]! >= 30);
        Assert.True((bool)service["properties"]!["containerDeleteRetentionPolicy"]!["enabled"]!);
    });

    [Fact]
    public void AuditTrail_CannotBeChangedForSixYears()
    {
        var account = Of("prod", Storage).Single(candidate => Kind((string)candidate["name"]!) == "aud");
        var policy = account["properties"]!["immutableStorageWithVersioning"]!;
        Assert.True((bool)policy["enabled"]!);
        Assert.True((int)policy["immutabilityPolicy"]!["immutabilityPeriodSinceCreationInDays"]! >= 6 * 365);
    }

    [Fact]
    public void AuditTrail_GetsEveryAccessToDataExportsAndKeys()
    {
        var audits = Of("prod", "Microsoft.Insights/diagnosticSettings");
        foreach (var watched in (string[])["data/tableServices", "in/queueServices", "in/blobServices", "exp/blobServices", "app/blobServices", "app/queueServices", "app/tableServices", "-kv/"])
        {
            var audit = Assert.Single(audits, candidate => ((string)candidate["id"]!).Contains(watched, StringComparison.Ordinal));
            Assert.EndsWith("aud", (string?)audit["properties"]!["storageAccountId"], StringComparison.Ordinal);
            Assert.All(audit["properties"]!["logs"]!.AsArray(), log => Assert.True((bool)log!["enabled"]!));
        }
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("dev")]
    public void UndeliveredEvents_HoldPatientsWords_AndGoAfterAMonth(string environment)
    {
        var policy = Assert.Single(Of(environment, $"{Storage}/managementPolicies"));
        Assert.Contains("in/managementPolicies", (string)policy["id"]!, StringComparison.Ordinal);
        var rule = Assert.Single(policy["properties"]!["policy"]!["rules"]!.AsArray())!;
        Assert.True((bool)rule["enabled"]!);
        Assert.Equal(["undelivered-events/"], rule["definition"]!["filters"]!["prefixMatch"]!.AsArray().Select(prefix => (string)prefix!));
        Assert.Equal(["blockBlob", "appendBlob"], rule["definition"]!["filters"]!["blobTypes"]!.AsArray().Select(type => (string)type!));
        var actions = rule["definition"]!["actions"]!;
        Assert.Equal(30, (int)actions["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!);
        Assert.Equal(30, (int)actions["version"]!["delete"]!["daysAfterCreationGreaterThan"]!); // Versioning keeps what is deleted as a version.
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("dev")]
    public void Vault_IsOpenedByRolesAndCannotBePurged(string environment)
    {
        var properties = Assert.Single(Of(environment, "Microsoft.KeyVault/vaults"))["properties"]!;
        Assert.True((bool)properties["enableRbacAuthorization"]!);
        Assert.True((bool)properties["enablePurgeProtection"]!);
        Assert.True((bool)properties["enableSoftDelete"]!);
        Assert.Equal(90, (int)properties["softDeleteRetentionInDays"]!);
        if (environment == "prod")
        {
            Assert.Equal("Disabled", (string?)properties["publicNetworkAccess"]);
            Assert.Equal("Deny", (string?)properties["networkAcls"]!["defaultAction"]);
        }
    }

    [Fact]
    public void Template_AsksForNoKeyAnywhere() => Assert.DoesNotMatch("(?i)listKeys|listAccountSas|listSecrets|AccountKey=|SharedAccessSignature|accesskey=", infra.Template);

    [Fact]
    public void AppSettings_AreTheContractAndStartTheApp()
    {
        var settings = Assert.Single(Of("prod", "Microsoft.Web/sites/config"))["properties"]!.AsObject();
        string[] expected =
        [
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID", "AzureWebJobsStorage__accountName",
            "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential", "DataStorage__clientId", "DataStorage__credential", "DataStorage__queueServiceUri",
            "DataStorage__tableServiceUri", "EscalationWatchSchedule", "ExportStorage__blobServiceUri", "InboundQueue", "MicroCare__Access__Audience", "MicroCare__Access__Authority",
            "MicroCare__Access__ClinicClaim", "MicroCare__ClinicNames__northside", "MicroCare__ClinicNames__riverside", "MicroCare__ClinicsFolder", "MicroCare__KeyVaultUri",
            "MicroCare__ProgramsFolder", "MicroCare__SmsEndpoint", "MicroCare__SmsFrom", "RetentionSchedule", "SweepSchedule",
        ];
        Assert.Equal(expected, settings.Select(setting => setting.Key).Order(StringComparer.Ordinal));

        // What Azure fills in while it deploys is an address; with any address the app's own checks for production are content.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(
            setting.Key.Replace("__", ":", StringComparison.Ordinal),
            (string?)setting.Value is ['[', ..] ? "https://filled.in/by-azure" : (string?)setting.Value))).Build();
        Assert.NotNull(MicroCareSettings.Read(configuration, isDevelopment: false).KeyVault);
        Assert.NotNull(AccessSettings.Read(configuration, isDevelopment: false).Authority);
    }

    [Fact]
    public void Roles_AreTheseAndNoOther()
    {
        var assignments = Of("prod", "Microsoft.Authorization/roleAssignments")
            .Select(assignment => $"{ScopeOf((string)assignment["id"]!)} {((string)assignment["properties"]!["roleDefinitionId"]!).Split('/')[^1]}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            ((string[])
            [
                "storageAccounts/app b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
                "storageAccounts/app 974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
                "storageAccounts/app 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
                "storageAccounts/data 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
                "storageAccounts/exp ba92f5b4-2d11-453d-a403-e96b0029c9fe", // Storage Blob Data Contributor
                "storageAccounts/in 974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
                "storageAccounts/in c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", // Event Grid: Storage Queue Data Message Sender
                "storageAccounts/in/blobServices/default/containers/undelivered-events ba92f5b4-2d11-453d-a403-e96b0029c9fe", // Event Grid: Storage Blob Data Contributor
                "vaults/-kv 4633458b-17de-408a-b874-0445c86b69e6", // Key Vault Secrets User
                "communicationServices/-acs 09976791-48a7-449e-bb21-39d1a415f350", // Communication and Email Service Owner
                "components/-insights 3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
            ]).Order(StringComparer.Ordinal),
            assignments);
    }

    [Fact]
    public void Events_ComeByIdentityAndAreKeptWhenTheyCannot()
    {
        var subscriptions = Of("prod", "Microsoft.EventGrid/systemTopics/eventSubscriptions");
        Assert.Equal(
            ["Microsoft.Communication.SMSDeliveryReportReceived", "Microsoft.Communication.SMSReceived"],
            subscriptions.SelectMany(subscription => subscription["properties"]!["filter"]!["includedEventTypes"]!.AsArray()).Select(type => (string)type!).Order(StringComparer.Ordinal));
        Assert.All(subscriptions, subscription =>
        {
            var properties = subscription["properties"]!;
            Assert.Null(properties["destination"]); // The way with a key.
            Assert.Null(properties["deadLetterDestination"]);
            Assert.Equal("SystemAssigned", (string?)properties["deliveryWithResourceIdentity"]!["identity"]!["type"]);
            Assert.Equal("sms-events", (string?)properties["deliveryWithResourceIdentity"]!["destination"]!["properties"]!["queueName"]);
            Assert.Equal("undelivered-events", (string?)properties["deadLetterWithResourceIdentity"]!["deadLetterDestination"]!["properties"]!["blobContainerName"]);
            Assert.Equal("EventGridSchema", (string?)properties["eventDeliverySchema"]);
        });
    }

    [Fact]
    public void App_IsOnFlexInTheNetworkWithClosedSideDoors()
    {
        Assert.Equal("FC1", (string?)Assert.Single(Of("prod", "Microsoft.Web/serverfarms"))["sku"]!["name"]);
        var site = Assert.Single(Of("prod", "Microsoft.Web/sites"));
        var properties = site["properties"]!;
        Assert.True((bool)properties["httpsOnly"]!);
        Assert.EndsWith("/subnets/functions", (string?)properties["virtualNetworkSubnetId"], StringComparison.Ordinal);
        Assert.Equal("dotnet-isolated", (string?)properties["functionAppConfig"]!["runtime"]!["name"]);
        Assert.Equal("10.0", (string?)properties["functionAppConfig"]!["runtime"]!["version"]);
        Assert.Equal("UserAssignedIdentity", (string?)properties["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]);
        Assert.Equal("Disabled", (string?)properties["siteConfig"]!["ftpsState"]);
        Assert.Equal("1.2", (string?)properties["siteConfig"]!["minTlsVersion"]);
        Assert.Empty(properties["siteConfig"]!["cors"]!["allowedOrigins"]!.AsArray());
        Assert.Equal("UserAssigned", (string?)site["identity"]!["type"]);
        Assert.All(Of("prod", "Microsoft.Web/sites/basicPublishingCredentialsPolicies"), policy => Assert.False((bool)policy["properties"]!["allow"]!));
        Assert.Equal(2, Of("prod", "Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count);
        var subnet = Assert.Single(Of("prod", "Microsoft.Network/virtualNetworks"))["properties"]!["subnets"]!.AsArray().Single(candidate => (string?)candidate!["name"] == "functions")!;
        Assert.Equal("Microsoft.App/environments", (string?)subnet["properties"]!["delegations"]![0]!["properties"]!["serviceName"]);
    }

    [Fact]
    public void Alerts_AreTheseAndReachSomebody()
    {
        var rules = Of("prod", "Microsoft.Insights/scheduledQueryRules");
        Assert.Equal(
            ["alarm-lag", "audit-away", "delivery-failures", "escalation-trouble", "export-quarantined", "keys-away", "poison-message", "texts-wait", "unacknowledged-case"],
            rules.Select(rule => (string)rule["properties"]!["displayName"]!).Order(StringComparer.Ordinal));
        Assert.All(rules, rule =>
        {
            Assert.True((bool)rule["properties"]!["enabled"]!);
            Assert.Single(rule["properties"]!["actions"]!["actionGroups"]!.AsArray());
        });
        var metrics = Of("prod", "Microsoft.Insights/metricAlerts");
        Assert.Equal(
            ["DeadLetteredCount 0", "DroppedEventCount 0", "QueueMessageCount 500"],
            metrics.Select(alert => alert["properties"]!["criteria"]!["allOf"]!.AsArray().Single()!).Select(criterion => $"{criterion["metricName"]} {criterion["threshold"]}").Order(StringComparer.Ordinal));
        Assert.All(metrics, alert =>
        {
            Assert.True((bool)alert["properties"]!["enabled"]!);
            Assert.Single(alert["properties"]!["actions"]!.AsArray());
        });
        Assert.Single(Assert.Single(Of("prod", "Microsoft.Insights/actionGroups"))["properties"]!["emailReceivers"]!.AsArray());
    }

    [Fact]
    public void Alerts_LookForWordsThatTheAppLogs()
    {
        // This one belongs to a part of the service that is to come; infra/README.md says so.
        string[] toCome = ["was quarantined"];
        var logged = LogMessages().ToList();
        var searched = Of("prod", "Microsoft.Insights/scheduledQueryRules")
            .SelectMany(rule => Quoted().Matches((string)rule["properties"]!["criteria"]!["allOf"]![0]!["query"]!).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.True(searched.Count >= 11);
        Assert.All(searched.Except(toCome), words => Assert.Contains(logged, message => message.Contains(words, StringComparison.Ordinal)));
        Assert.All(toCome, words => Assert.DoesNotContain(logged, message => message.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public void Budget_TellsBeforeAndWhenTheMoneyIsSpent()
    {
        var notifications = Assert.Single(Of("prod", "Microsoft.Consumption/budgets"))["properties"]!["notifications"]!.AsObject();
        Assert.Equal(3, notifications.Count);
        Assert.All(notifications, notification => Assert.NotEmpty(notification.Value!["contactEmails"]!.AsArray()));
    }

    [Fact]
    public void Logs_AreReachedByIdentityOnly()
    {
        Assert.True((bool)Assert.Single(Of("prod", "Microsoft.Insights/components"))["properties"]!["DisableLocalAuth"]!);
        Assert.True((bool)Assert.Single(Of("prod", "Microsoft.OperationalInsights/workspaces"))["properties"]!["features"]!["disableLocalAuth"]!);
    }

    private List<JsonObject> Of(string environment, string type) =>
        [.. (environment == "prod" ? infra.Prod : infra.Dev).Where(resource => (string?)resource["type"] == type)];

    /// <summary>A name without what every name begins with: the given one and six characters of hash.</summary>
    private static string Kind(string name) => Prefix().Replace(name, "").TrimStart('-');

    /// <summary>The resource that a role is on.</summary>
    private static string ScopeOf(string assignment)
    {
        var match = Scope().Match(assignment);
        Assert.True(match.Success, assignment);
        return match.Groups[1].Value + match.Groups[2].Value;
    }

    private static IEnumerable<string> LogMessages() => ((Type[])[typeof(MicroCareSettings), typeof(AccessGate)])
        .SelectMany(type => type.Assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message)
        .OfType<string>();

    [GeneratedRegex("^mcare(dev)?[a-z0-9]{6}")]
    private static partial Regex Prefix();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("providers/Microsoft[.][A-Za-z]+/((?:storageAccounts|vaults|communicationServices|components)/)mcare[a-z0-9]{6}([^']*?)(?:'|/providers/Microsoft[.]Authorization)")]
    private static partial Regex Scope();
}
