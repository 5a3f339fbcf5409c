using MicroCare.Adapters.Journeys;

namespace MicroCare.Tests.Adapters.Journeys;

public sealed class InMemoryPatientStoreTests : PatientStoreContract
{
    private protected override Task<IPatientStore> MakeAsync() => Task.FromResult<IPatientStore>(new InMemoryPatientStore());
}
