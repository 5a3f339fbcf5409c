using Azure.Data.Tables;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using MicroCare.Tests.Core.Journeys;
using NodaTime;

namespace MicroCare.Tests.Adapters.Journeys;

[Collection("azurite")]
public sealed class TablePatientStoreTests(AzuriteFixture azurite) : PatientStoreContract
{
    private protected override async Task<IPatientStore> MakeAsync() =>
        new TablePatientStore(await TestTables.CreateAsync(azurite), new FieldCipher(TestKeys.Ring));

    [Fact]
    public async Task Memories_InPatientsWords_AreKeptEncryptedAndComeBack()
    {
        var table = await TestTables.CreateAsync(azurite);
        var store = new TablePatientStore(table, new FieldCipher(TestKeys.Ring));
        var start = Instant.FromUtc(2026, 3, 2, 15, 0);
        var input = new JourneyInput.Enrolled(
            new PatientId("p9"), new ClinicId("riverside"), TestPrograms.ThreeDays.Id, "America/Chicago", "en",
            new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "paper form")
        {
            Id = new InputId("enrolled"),
        };
        var outcome = Journey.Begin(input, TestPrograms.ThreeDays, TestClinics.Riverside, start);
        outcome = outcome with
        {
            State = outcome.State with
            {
                Memories = outcome.State.Memories.Add("plan", new Memory.Words(new PatientText("canary by the lake"))).Add("mood", new Memory.Number(4)),
            },
        };
        await store.CommitAsync(
            new PatientCommit(null, new Contact(new PatientText("Maria"), new PatientText("+13125550142")), outcome, input.Id, [], start), CancellationToken.None);

        var loaded = await store.LoadAsync(input.Patient, CancellationToken.None);
        TableEntity row = await table.GetEntityAsync<TableEntity>("p9", "state");

        Assert.Equal("canary by the lake", Assert.IsType<Memory.Words>(loaded!.State.Memories["plan"]).Text!.Words);
        Assert.Equal(new Memory.Number(4), loaded.State.Memories["mood"]);
        Assert.DoesNotContain(row, column => column.Value?.ToString()?.Contains("canary", StringComparison.Ordinal) == true);
    }
}
