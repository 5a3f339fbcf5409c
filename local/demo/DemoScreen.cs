using System.Globalization;
using MicroCare.Local.Carriers;
using Spectre.Console;

namespace MicroCare.Local.Demo;

/// <summary>What somebody who runs the demo sees.</summary>
public sealed class DemoScreen(IAnsiConsole console)
{
    private const int TableWidth = 120;
    private DateTimeOffset _lastLine;

    /// <summary>Says something; a long line is not broken.</summary>
    public void Say(string text) => console.Profile.Out.Writer.WriteLine(text);

    /// <summary>Shows how far the clock is, until <paramref name="wait"/> is done.</summary>
    public async Task FollowAsync(TimeProvider clock, DateTimeOffset start, DateTimeOffset end, CarrierLedger ledger, Func<Action, Task> wait)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(wait);
        if (!console.Profile.Capabilities.Interactive)
        {
            await wait(() => Line(clock.GetUtcNow(), start, ledger.Totals));
            return;
        }

        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask("…", maxValue: (end - start).TotalMinutes);
                await wait(() =>
                {
                    var now = clock.GetUtcNow();
                    task.Description = Describe(now, start, ledger.Totals);
                    task.Value = (now - start).TotalMinutes;
                });
            });
    }

    /// <summary>Shows the table of the end.</summary>
    public void Table(IEnumerable<DemoRow> rows, DemoRow total)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            console.Profile.Width = TableWidth; // A pipe has no width of its own.
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (string[])["Patients", "#", "Sent", "Delivered", "Asked", "Answered", "Median reply", "Completed", "Active", "Drifting", "Dropped"])
        {
            table.AddColumn(new TableColumn(heading) { Alignment = heading == "Patients" ? Justify.Left : Justify.Right, NoWrap = true });
        }

        foreach (var row in rows)
        {
            table.AddRow(Cells(row));
        }

        table.AddEmptyRow();
        table.AddRow(Cells(total));
        console.Write(table);
    }

    private void Line(DateTimeOffset now, DateTimeOffset start, CarrierTotals totals)
    {
        if (now - _lastLine >= TimeSpan.FromDays(1))
        {
            _lastLine = now;
            Say(Describe(now, start, totals));
        }
    }

    private static string Describe(DateTimeOffset now, DateTimeOffset start, CarrierTotals totals) => string.Create(
        CultureInfo.InvariantCulture,
        $"day {(int)(now - start).TotalDays + 1,2}  {now:ddd d MMM HH:mm} UTC   texts out {totals.Accepted,4}  in {totals.Received,4}");

    private static string[] Cells(DemoRow row) =>
    [
        row.Label, Text(row.Patients), Text(row.Sent), Text(row.Delivered), Text(row.Asked), Text(row.Answered),
        row.MedianLatency is { } latency ? string.Create(CultureInfo.InvariantCulture, $"{latency.TotalMinutes:0} min") : "-",
        Text(row.Completed), Text(row.Active), Text(row.Drifting), Text(row.Dropped),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
