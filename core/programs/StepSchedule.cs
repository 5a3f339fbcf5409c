using System.Collections.Immutable;
using NodaTime;

namespace MicroCare.Core.Programs;

/// <summary>On which days a step comes.</summary>
public abstract record StepSchedule
{
    private StepSchedule()
    {
    }

    /// <summary>Never by itself: only where another step goes to it, or a patient asks for it.</summary>
    public sealed record Never : StepSchedule;

    /// <summary>On a day of the program; 1 is the first.</summary>
    public sealed record OnDay(int Day) : StepSchedule;

    /// <summary>That many days after the end of the step above it; <paramref name="Day"/> is the day on which that is when nothing is late.</summary>
    public sealed record AfterPrevious(int Days, int Day) : StepSchedule;

    /// <summary>On program day <paramref name="From"/> and then every so many days, up to day <paramref name="Until"/> (inclusive).</summary>
    public sealed record Every(int Days, int From, int Until) : StepSchedule;

    /// <summary>On these weekdays, from one program day to another (both inclusive).</summary>
    public sealed record OnWeekdays(ImmutableArray<IsoDayOfWeek> Weekdays, int From, int Until) : StepSchedule;

    /// <summary>So many days after a date in the patient's care; a negative offset is before it. Every new date brings the step again.</summary>
    public sealed record Anchored(ScheduleAnchor Anchor, int Offset) : StepSchedule;
}

/// <summary>A date in a patient's care.</summary>
public enum ScheduleAnchor
{
    /// <summary>The day on which the clinic enrolled the patient.</summary>
    Enrollment,

    /// <summary>The day of discharge.</summary>
    Discharge,

    /// <summary>The day of the next appointment.</summary>
    Appointment,
}

/// <summary>When in its day a step comes. Nothing given: at the start of the patient's preferred window, until its end.</summary>
/// <param name="From">A local time of day; null: the patient's preferred window.</param>
/// <param name="To">The end of a window, exclusive; null: two hours after <paramref name="From"/>.</param>
public readonly record struct StepTime(LocalTime? From, LocalTime? To)
{
    /// <summary>The patient's preferred window.</summary>
    public static readonly StepTime Preferred;
}
