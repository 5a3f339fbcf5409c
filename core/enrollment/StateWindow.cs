using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Enrollment;

/// <summary>Whether a person's window leaves anything of the hours in which their state lets texts start.</summary>
internal static class StateWindow
{
    private const int ShortestMinutes = 30;
    private static readonly LocalDate AnyMonday = new(2026, 3, 2);

    /// <summary>Whether it begins early enough on every day on which texts may start; one that begins too early is moved to the opening.</summary>
    public static bool Fits(PreferredWindow window, string? state)
    {
        var hours = TextingHours.For(state);
        return Enumerable.Range(0, 7).Select(day => AnyMonday.PlusDays(day))
            .All(date => hours.OpenOf(date) is null || window.From <= hours.CloseOf(date).PlusMinutes(-ShortestMinutes));
    }
}
