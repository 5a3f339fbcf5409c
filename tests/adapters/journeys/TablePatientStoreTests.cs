using Azure.Data.Tables;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;

namespace MicroCare.Tests.Adapters.Journeys;

[Collection("azurite")]
public sealed class TablePatientStoreTests(AzuriteFixture azurite) : PatientStoreContract
{
    private static readonly KeyRing Keys = new("k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }, new byte[32]);

    private protected override async Task<IPatientStore> MakeAsync()
    {
        var table = new TableClient(azurite.ConnectionString, AzuriteFixture.Name("patients"));
        await table.CreateAsync();
        return new TablePatientStore(table, new FieldCipher(Keys));
    }
}
