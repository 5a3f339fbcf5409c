using MicroCare.Core.Triage;
using Spectre.Console;

namespace MicroCare.Local.Triage;

/// <summary>Shows <see cref="TriageFigures"/> as tables. Ids only, never a text.</summary>
/// <param name="console">Where to.</param>
public sealed class TriageReport(IAnsiConsole console)
{
    /// <summary>Crisis first, then every class by language, then what was mistaken for what.</summary>
    public void Show(TriageFigures figures)
    {
        console.WriteLine($"Crisis: recall {figures.Recall(TriageClass.Crisis)}, seen by a person {figures.CrisisSeen}, false alarms among all other texts {figures.FalseAlarms}");
        console.WriteLine($"No more texts: found {figures.OptOutsFound}, invented {figures.OptOutsInvented}");
        console.WriteLine($"Right class: {figures.Right}");
        console.Write(Classes(figures));
        console.Write(Confusions(figures));
    }

    private static Table Classes(TriageFigures figures)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Class");
        foreach (var language in figures.Languages)
        {
            table.AddColumn($"Recall {language}").AddColumn($"Precision {language}");
        }

        foreach (var kind in Enum.GetValues<TriageClass>())
        {
            table.AddRow([TriageClasses.NameOf(kind), .. figures.Languages.SelectMany(language => new[] { $"{figures.Recall(kind, language)}", $"{figures.Precision(kind, language)}" })]);
        }

        return table;
    }

    private static Table Confusions(TriageFigures figures)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Is").AddColumn("Taken for").AddColumn("Ids");
        foreach (var (kind, takenFor, ids) in figures.Confusions())
        {
            table.AddRow(TriageClasses.NameOf(kind), TriageClasses.NameOf(takenFor), Markup.Escape(string.Join(' ', ids)));
        }

        return table;
    }
}
