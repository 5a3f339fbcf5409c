using MicroCare.Local;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Local;

public sealed class WarpStateTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-clock-").FullName;
    private readonly FakeTimeProvider _wall = new();
    private readonly WorkGauge _gauge = new();

    private string StateFile => Path.Combine(_folder, "run", "clock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Clock_StoppedAndResumed_GoesOnExactly()
    {
        DateTimeOffset last;
        using (var clock = Resume())
        {
            _wall.Advance(TimeSpan.FromMilliseconds(1234));
            clock.Step();
            last = clock.GetUtcNow();
        }

        using var resumed = Resume();
        Assert.Equal(last, resumed.GetUtcNow());
        Assert.Equal(0, resumed.GetTimestamp());
    }

    [Fact]
    public void Clock_ThatDiedWithoutAWord_IsNeverResumedEarlierNorMuchLater()
    {
        var died = Resume();
        for (var i = 0; i < 100; i++)
        {
            _wall.Advance(TimeSpan.FromMilliseconds(2));
            died.Step();

            // Not disposed: what a new clock finds is what a killed process leaves.
            var found = Resume().GetUtcNow();
            Assert.InRange(found - died.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(50));
        }
        Assert.Equal(Start.AddSeconds(200), died.GetUtcNow());
    }

    [Fact]
    public void Clock_WhoseFileCannotBeWritten_StandsStill()
    {
        var clock = Resume();
        Directory.CreateDirectory(StateFile);
        _wall.Advance(TimeSpan.FromMilliseconds(2));
        clock.Step();
        Assert.Equal(Start, clock.GetUtcNow());

        Directory.Delete(StateFile);
        _wall.Advance(TimeSpan.FromMilliseconds(2));
        clock.Step();
        Assert.Equal(Start.AddSeconds(2), clock.GetUtcNow());
    }

    [Fact]
    public void Resume_FileOfAnotherKind_SaysSo()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile)!);
        File.WriteAllText(StateFile, "half past three");

        Assert.Throws<InvalidDataException>(Resume);
    }

    private WarpClock Resume() => WarpClock.Resume(StateFile, Start, 1000, _gauge, _wall);
}
