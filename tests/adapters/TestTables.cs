using Azure.Data.Tables;

namespace MicroCare.Tests.Adapters;

/// <summary>Tables in the shared Azurite, each test's own.</summary>
internal static class TestTables
{
    public static async Task<TableClient> CreateAsync(AzuriteFixture azurite, TableClientOptions? options = null)
    {
        var name = AzuriteFixture.Name("contract");
        await new TableServiceClient(azurite.ConnectionString).CreateTableAsync(name);
        return new TableServiceClient(azurite.ConnectionString, options ?? new TableClientOptions()).GetTableClient(name);
    }
}
