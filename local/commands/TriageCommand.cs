using System.CommandLine;
using System.Text;
using MicroCare.Adapters.Triage;
using MicroCare.Core.Ports;
using MicroCare.Core.Triage;
using MicroCare.Local.Triage;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace MicroCare.Local.Commands;

/// <summary><c>microcare triage</c>: reads texts as the service would, for a clinic that audits it.</summary>
internal static class TriageCommand
{
    public static Command Make()
    {
        var rulesOnly = new Option<bool>("--rules-only") { Description = "Leave the second opinion out.", Recursive = true };
        var command = new Command("triage", "Class texts from standard input, one a line or JSON lines with 'text' and perhaps 'id', and write a JSON line for each.")
        {
            rulesOnly,
            Report(rulesOnly),
            Train(),
        };
        command.SetAction((parsed, _) => Errors.ShowAsync(async () =>
        {
            using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65_536);
            return new TriageReading(await SecondAsync(parsed.GetValue(rulesOnly))).Run(input, output, Console.Error);
        }));
        return command;
    }

    private static Command Report(Option<bool> rulesOnly)
    {
        var file = new Argument<FileInfo>("file") { Description = "Labelled texts: JSON lines with id, lang, class and text." };
        var command = new Command("report", "Tell recall and precision by class and language, and the ids of what was mistaken.") { file };
        command.SetAction((parsed, _) => Errors.ShowAsync(async () =>
        {
            var cases = LabelledCase.ReadFile(parsed.GetValue(file)!.FullName);
            new TriageReport(AnsiConsole.Console).Show(TriageFigures.Of(cases, new TriageReading(await SecondAsync(parsed.GetValue(rulesOnly)))));
            return 0;
        }));
        return command;
    }

    private static Command Train()
    {
        var texts = new Option<DirectoryInfo>("--texts") { Description = "Folder with the training texts.", DefaultValueFactory = _ => new("adapters/triage/training") };
        var to = new Option<FileInfo>("--to") { Description = "The model's file.", DefaultValueFactory = _ => new("adapters/triage/second-opinion.zip") };
        var command = new Command("train", "Learn the second opinion anew, and tell how well it does on texts that it has not seen. Build again to use it.") { texts, to };
        command.SetAction((parsed, _) => Errors.ShowAsync(() =>
        {
            var learned = TrainingTexts.Read(parsed.GetValue(texts)!.FullName);
            var opinions = ModelTraining.CrossValidate(learned);
            Console.WriteLine($"Right on texts that it had not seen: {new Share(opinions.Count(one => one.Text.Class == one.Opinion.Class), opinions.Length)}");
            foreach (var kind in Enum.GetValues<TriageClass>())
            {
                var sure = opinions.Where(one => one.Opinion.Class == kind && TriageRules.IsSure(one.Opinion)).ToList();
                Console.WriteLine($"    {TriageClasses.NameOf(kind),-14} sure and right {new Share(sure.Count(one => one.Text.Class == kind), sure.Count)}");
            }

            using var model = parsed.GetValue(to)!.Create();
            ModelTraining.Train(learned, model);
            Console.WriteLine($"Wrote {parsed.GetValue(to)!.FullName}, from {learned.Length} texts.");
            return Task.FromResult(0);
        }));
        return command;
    }

    private static async Task<ISecondReader?> SecondAsync(bool rulesOnly)
    {
        if (rulesOnly)
        {
            return null;
        }

        var reader = new ModelReader(NullLogger<ModelReader>.Instance);
        return await reader.LoadAsync() ? reader : throw new InvalidOperationException("The second opinion's model cannot be loaded. --rules-only does without.");
    }
}
