using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using MicroCare.Core.Texting;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Adapters.Costs;

/// <summary>What this process has counted since it began, until it is written: in memory, so that no text waits for it.</summary>
public sealed class RunningCosts(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ClinicId Clinic, LocalDate Day), DayTotal> _totals = [];
    private readonly HashSet<(ClinicId Clinic, LocalDate Day)> _unwritten = [];

    /// <summary>A text that the carrier took.</summary>
    public void AddSent(ClinicId clinic, TextCost cost) => Add(clinic, total => total with { Sent = total.Sent.Plus(cost) });

    /// <summary>A text that somebody wrote to us.</summary>
    public void AddReceived(ClinicId clinic, TextCost cost) => Add(clinic, total => total with { Received = total.Received.Plus(cost) });

    /// <summary>The totals that have changed since they were last written. Days that are over and written are forgotten.</summary>
    public ImmutableArray<DayTotal> Unwritten()
    {
        lock (_gate)
        {
            var today = Today();
            foreach (var over in _totals.Keys.Where(key => key.Day < today && !_unwritten.Contains(key)).ToList())
            {
                _totals.Remove(over);
            }

            return [.. _unwritten.Select(key => _totals[key])];
        }
    }

    /// <summary>This total was written. One that has grown since stays unwritten.</summary>
    public void Written(DayTotal total)
    {
        ArgumentNullException.ThrowIfNull(total);
        lock (_gate)
        {
            var key = (total.Clinic, total.Day);
            if (_totals.TryGetValue(key, out var now) && now == total)
            {
                _unwritten.Remove(key);
            }
        }
    }

    private void Add(ClinicId clinic, Func<DayTotal, DayTotal> change)
    {
        lock (_gate)
        {
            var key = (clinic, Today());
            _totals[key] = change(_totals.TryGetValue(key, out var total) ? total : new DayTotal(clinic, key.Item2, default, default));
            _unwritten.Add(key);
        }
    }

    private LocalDate Today() => time.GetCurrentInstant().InUtc().Date;
}
