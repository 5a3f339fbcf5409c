using System.Collections.Immutable;
using System.Globalization;
using Azure.Data.Tables;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Programs;
using NodaTime;

namespace MicroCare.Adapters.Programs;

/// <summary>Faults of programs in Azure Tables: a partition a program, a row for each fault of a step in a version.</summary>
public sealed class TableProgramFaults(TableClient table) : IProgramFaults
{
    private const int MostRead = 5_000;

    /// <inheritdoc />
    public async Task KeepAsync(JourneyEffect.ReportProgramFault effect, Instant at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var row = string.Create(CultureInfo.InvariantCulture, $"{effect.ProgramVersion:D7}|{effect.Step}|{effect.Fault}");
        await table.UpsertEntityAsync(
            new TableEntity(effect.Program.Value, row)
            {
                ["Version"] = effect.ProgramVersion,
                ["Step"] = effect.Step.Value,
                ["Fault"] = effect.Fault.ToString(),
                ["Name"] = effect.Name,
                ["LastSeen"] = at.ToDateTimeOffset(),
            },
            TableUpdateMode.Replace,
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ProgramFaultReport>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var reports = new List<ProgramFaultReport>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            reports.Add(new ProgramFaultReport(
                new ProgramId(row.PartitionKey), row.GetInt32("Version") ?? 0, new StepId(row.GetString("Step")), Enum.Parse<ProgramFault>(row.GetString("Fault")),
                row.GetString("Name"), Instant.FromDateTimeOffset(row.GetDateTimeOffset("LastSeen")!.Value)));
            if (reports.Count == MostRead)
            {
                break;
            }
        }

        return [.. reports.OrderByDescending(report => report.LastSeen).Take(most)];
    }
}
