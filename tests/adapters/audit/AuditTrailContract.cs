using MicroCare.Adapters.Audit;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Tests.Adapters.Audit;

/// <summary>What every audit trail promises.</summary>
public abstract class AuditTrailContract
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 30, 12, 0);
    private static readonly ClinicId Clinic = new("riverside");

    protected abstract Task<IAuditTrail> CreateAsync();

    [Fact]
    public async Task Read_OfAPatient_IsTheirsAloneNewestFirst()
    {
        var trail = await CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await trail.WriteAsync(Entry("p", i), CancellationToken.None);
            await trail.WriteAsync(Entry("q", i), CancellationToken.None);
        }

        await trail.WriteAsync(Entry("p", 9) with { Clinic = new ClinicId("river") }, CancellationToken.None);
        Assert.Equal([Entry("p", 4), Entry("p", 3), Entry("p", 2)], (await trail.ReadAsync(Clinic, new PatientId("p"), 3, CancellationToken.None)).AsEnumerable());
        Assert.Equal(5, (await trail.ReadAsync(Clinic, new PatientId("p"), 100, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task Write_TheSameTwice_IsTwoLooks()
    {
        var trail = await CreateAsync();
        await trail.WriteAsync(Entry("p", 1), CancellationToken.None);
        await trail.WriteAsync(Entry("p", 1), CancellationToken.None);

        Assert.Equal(2, (await trail.ReadAsync(Clinic, new PatientId("p"), 100, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task RemoveOlder_RemovesWhatIsOlderAndNoMore()
    {
        var trail = await CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await trail.WriteAsync(Entry("p", i), CancellationToken.None);
        }

        Assert.Equal(2, await trail.RemoveOlderAsync(Noon + Duration.FromMinutes(2), CancellationToken.None));
        Assert.Equal([4, 3, 2], (await trail.ReadAsync(Clinic, new PatientId("p"), 100, CancellationToken.None)).Select(entry => (entry.When - Noon).Minutes));
    }

    private static AuditEntry Entry(string patient, int minute) =>
        new(Clinic, new PatientId(patient), "nurse-7", "GetConversation", Noon + Duration.FromMinutes(minute), "TREAT");
}

public sealed class InMemoryAuditTrailTests : AuditTrailContract
{
    protected override Task<IAuditTrail> CreateAsync() => Task.FromResult<IAuditTrail>(new InMemoryAuditTrail());
}

[Collection("azurite")]
public sealed class TableAuditTrailTests(AzuriteFixture azurite) : AuditTrailContract
{
    protected override async Task<IAuditTrail> CreateAsync() => new TableAuditTrail(await TestTables.CreateAsync(azurite));
}
