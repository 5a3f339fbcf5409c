using System.Collections.Concurrent;
using System.Collections.Immutable;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;
using NodaTime;

namespace MicroCare.Adapters.Costs;

/// <summary>Costs in memory.</summary>
public sealed class InMemoryCostBook : ICostBook
{
    private readonly ConcurrentDictionary<(ClinicId Clinic, LocalDate Day, string Process), DayTotal> _rows = new();

    /// <inheritdoc />
    public Task WriteAsync(string process, DayTotal total, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(total);
        _rows[(total.Clinic, total.Day, process)] = total;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<DayTotal>> ReadAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
        Task.FromResult(Sum(_rows.Values.Where(row => row.Day >= from && row.Day <= to)));

    /// <summary>One total for each clinic and day, by day, then clinic.</summary>
    internal static ImmutableArray<DayTotal> Sum(IEnumerable<DayTotal> rows) =>
    [
        .. rows.GroupBy(row => (row.Day, row.Clinic))
            .Select(group => group.Aggregate((one, other) => one with { Sent = one.Sent.Plus(other.Sent), Received = one.Received.Plus(other.Received) }))
            .OrderBy(total => total.Day).ThenBy(total => total.Clinic.Value, StringComparer.Ordinal),
    ];
}
