using NodaTime;
using NodaTime.TimeZones;

namespace MicroCare.Core.Schedule;

/// <summary>What a local time means that a clock skips.</summary>
public enum GapPolicy
{
    /// <summary>The first instant after the gap: 2:30 becomes 3:00.</summary>
    After,

    /// <summary>As long after the gap as it would have been into it: 2:30 becomes 3:30.</summary>
    Shift,
}

/// <summary>What a local time means that a clock shows twice.</summary>
public enum OverlapPolicy
{
    /// <summary>The first time.</summary>
    Earlier,

    /// <summary>The second time.</summary>
    Later,
}

/// <summary>What is done when clocks change.</summary>
/// <param name="Gap">For a local time that is skipped.</param>
/// <param name="Overlap">For a local time that comes twice.</param>
public sealed record ClockPolicy(GapPolicy Gap, OverlapPolicy Overlap)
{
    /// <summary>After the gap, and the earlier of two.</summary>
    public static readonly ClockPolicy Usual = new(GapPolicy.After, OverlapPolicy.Earlier);

    // Made once and outside of the record, whose equality a field of its own would be part of.
    private static readonly ZoneLocalMappingResolver AfterEarlier = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver AfterLater = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver ShiftEarlier = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);
    private static readonly ZoneLocalMappingResolver ShiftLater = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    private ZoneLocalMappingResolver Resolver => (Gap, Overlap) switch
    {
        (GapPolicy.After, OverlapPolicy.Earlier) => AfterEarlier,
        (GapPolicy.After, OverlapPolicy.Later) => AfterLater,
        (GapPolicy.Shift, OverlapPolicy.Earlier) => ShiftEarlier,
        _ => ShiftLater,
    };

    /// <summary>The instant at which a clock in that zone shows this time of that day.</summary>
    public Instant At(LocalDate date, LocalTime time, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.ResolveLocal(date.At(time), Resolver).ToInstant();
    }
}
