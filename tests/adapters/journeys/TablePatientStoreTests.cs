using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;

namespace MicroCare.Tests.Adapters.Journeys;

[Collection("azurite")]
public sealed class TablePatientStoreTests(AzuriteFixture azurite) : PatientStoreContract
{
    private protected override async Task<IPatientStore> MakeAsync() =>
        new TablePatientStore(await TestTables.CreateAsync(azurite), new FieldCipher(TestKeys.Ring));
}
