using System.Collections.Immutable;
using MicroCare.Core.Ports;

namespace MicroCare.Adapters.Sweep;

/// <summary>Keeps the nightly counts.</summary>
public interface ISweepReports
{
    /// <summary>Keeps a report; the same night twice is one report.</summary>
    Task KeepAsync(SweepReport report, CancellationToken cancellationToken);

    /// <summary>The newest ones, newest first.</summary>
    Task<ImmutableArray<SweepReport>> ReadAsync(int most, CancellationToken cancellationToken);
}

/// <summary>The nightly counts in memory.</summary>
public sealed class InMemorySweepReports : ISweepReports
{
    private readonly SortedDictionary<NodaTime.Instant, SweepReport> _reports = [];

    /// <inheritdoc />
    public Task KeepAsync(SweepReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        lock (_reports)
        {
            _reports[report.Night] = report;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<SweepReport>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        lock (_reports)
        {
            return Task.FromResult(_reports.Values.Reverse().Take(most).ToImmutableArray());
        }
    }
}
