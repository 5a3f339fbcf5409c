using MicroCare.Core.Instruments;
using MicroCare.Core.Programs;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>The small programs under tests/cases/programs, by file name without its ending; they measure the instruments in the folder below.</summary>
internal static class TestPrograms
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cases", "programs");

    public static IReadOnlyDictionary<string, Instrument> Instruments { get; } = Directory.EnumerateFiles(Path.Combine(Folder, "instruments"), "*.yaml")
        .Select(path => InstrumentReader.Read(Path.GetFileName(path), File.ReadAllText(path))).ToDictionary(instrument => instrument.Id);

    /// <summary>The lines that programs without messages of their own have in common: languages, title and messages.</summary>
    public static string Around { get; } = File.ReadAllText(Path.Combine(Folder, "shared", "around.yaml"));

    public static IReadOnlyDictionary<string, InterventionProgram> All { get; } = Directory.EnumerateFiles(Folder, "*.yaml")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => Read(Path.GetFileName(path), File.ReadAllText(path)));

    public static InterventionProgram ThreeDays => All["three-days"];

    public static InterventionProgram Read(string file, string yaml) =>
        ProgramReader.Read(file, yaml.Contains("\nmessages:", StringComparison.Ordinal) ? yaml : yaml + Around, Instruments);
}
