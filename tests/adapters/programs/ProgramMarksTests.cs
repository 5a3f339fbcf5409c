using MicroCare.Adapters.Keys;
using MicroCare.Adapters.Programs;
using MicroCare.Tests.Core.Journeys;

namespace MicroCare.Tests.Adapters.Programs;

public sealed class ProgramMarksTests
{
    [Fact]
    public async Task Version_ChangedAfterItWasUsed_IsRefusedAtTheStartAndToEveryNewPatient()
    {
        var kept = new InMemoryKeyMarks();
        var used = TestPrograms.ThreeDays;
        var changed = used with { Fingerprint = "another content" };
        await new ProgramMarks(kept).UseAsync(used, CancellationToken.None);

        await new ProgramMarks(kept).CheckAsync(new ProgramLibrary([used]), CancellationToken.None);
        await Assert.ThrowsAsync<ProgramChangedException>(() => new ProgramMarks(kept).CheckAsync(new ProgramLibrary([changed]), CancellationToken.None));
        await Assert.ThrowsAsync<ProgramChangedException>(() => new ProgramMarks(kept).UseAsync(changed, CancellationToken.None));
    }

    [Fact]
    public async Task Version_ThatNobodyUsed_MayChange()
    {
        var marks = new ProgramMarks(new InMemoryKeyMarks());
        await marks.CheckAsync(new ProgramLibrary([TestPrograms.ThreeDays]), CancellationToken.None);
        await marks.CheckAsync(new ProgramLibrary([TestPrograms.ThreeDays with { Fingerprint = "another content" }]), CancellationToken.None);
    }

    [Fact]
    public void Library_OfTwoVersions_OffersTheNewestWhichKnowsTheOther()
    {
        var newer = TestPrograms.ThreeDays with { Version = 2 };
        var library = new ProgramLibrary([TestPrograms.ThreeDays, newer]);

        Assert.Equal(2, library.Get(newer.Id).Version);
        Assert.Equal(1, library.Get(newer.Id).Edition(1)!.Version);
        Assert.Throws<InvalidOperationException>(() => new ProgramLibrary([newer, newer]));
    }
}
