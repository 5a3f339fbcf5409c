using System.Collections.Immutable;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Core.Programs;

/// <summary>How much comes, and how close together.</summary>
/// <param name="ADay">The most program texts that begin on one of the patient's days, answers not counted.</param>
/// <param name="AWeek">The most in any seven days.</param>
/// <param name="Gap">The least time between two.</param>
/// <param name="Avoid">Days on which no step comes; it comes on the next other day.</param>
/// <param name="Clock">What is done when clocks change.</param>
public sealed record Pace(int ADay, int AWeek, Duration Gap, AvoidedDays Avoid, ClockPolicy Clock)
{
    /// <summary>What holds where a program says nothing.</summary>
    public static readonly Pace Usual = new(3, 14, Duration.FromHours(2), AvoidedDays.None, ClockPolicy.Usual);
}

/// <summary>Days to avoid: dates of one year, dates of every year, and named holidays.</summary>
/// <param name="Dates">Dates.</param>
/// <param name="EveryYear">Days of every year.</param>
/// <param name="Holidays">Named holidays.</param>
public sealed record AvoidedDays(ImmutableHashSet<LocalDate> Dates, ImmutableHashSet<AnnualDate> EveryYear, ImmutableHashSet<Holiday> Holidays)
{
    /// <summary>None.</summary>
    public static readonly AvoidedDays None = new([], [], []);

    /// <summary>That day, or the next one that need not be avoided.</summary>
    public LocalDate NextOpen(LocalDate date)
    {
        while (Dates.Contains(date) || EveryYear.Contains(new AnnualDate(date.Month, date.Day)) || Holidays.Any(holiday => IsOn(holiday, date)))
        {
            date = date.PlusDays(1);
        }

        return date;
    }

    // 5 U.S.C. 6103(a): Thanksgiving Day is the fourth Thursday in November.
    private static bool IsOn(Holiday holiday, LocalDate date) => holiday switch
    {
        Holiday.NewYear => date is { Month: 1, Day: 1 },
        Holiday.IndependenceDay => date is { Month: 7, Day: 4 },
        Holiday.Thanksgiving => date is { Month: 11, DayOfWeek: IsoDayOfWeek.Thursday, Day: >= 22 and <= 28 },
        Holiday.Christmas => date is { Month: 12, Day: 25 },
        _ => throw new ArgumentOutOfRangeException(nameof(holiday), holiday, "Unknown holiday."),
    };
}

/// <summary>A holiday that programs name.</summary>
public enum Holiday
{
    /// <summary>1 January.</summary>
    NewYear,

    /// <summary>4 July.</summary>
    IndependenceDay,

    /// <summary>The fourth Thursday in November.</summary>
    Thanksgiving,

    /// <summary>25 December.</summary>
    Christmas,
}
