using MicroCare.Adapters.Journeys;
using MicroCare.Core.Identity;
using Microsoft.Extensions.Time.Testing;

namespace MicroCare.Tests.Adapters.Journeys;

public sealed class SettledEffectsTests
{
    private static readonly PatientId Patient = new("p1");
    private static readonly EffectKey First = new("p1.1");
    private static readonly EffectKey Second = new("p1.2");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Remove_OfSome_LeavesTheOthers()
    {
        var settled = new SettledEffects(_time);
        settled.Add(Patient, First);
        settled.Add(Patient, Second);

        settled.Remove(Patient, [First]);

        Assert.Equal(Second, Assert.Single(settled.Of(Patient)));
        settled.Remove(Patient, [Second]);
        Assert.Empty(settled.Of(Patient));
        settled.Remove(Patient, [Second]);
    }

    [Fact]
    public void OlderThan_AMinute_NamesThePatientFromTheFirstEffectOn()
    {
        var settled = new SettledEffects(_time);
        settled.Add(Patient, First);
        _time.Advance(TimeSpan.FromSeconds(40));
        settled.Add(Patient, Second);

        Assert.Empty(settled.OlderThan(TimeSpan.FromMinutes(1)));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(Patient, Assert.Single(settled.OlderThan(TimeSpan.FromMinutes(1))));
    }
}
