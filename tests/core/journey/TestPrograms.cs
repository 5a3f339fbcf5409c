using MicroCare.Core.Programs;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>The small programs under tests/cases/programs, by file name without its ending.</summary>
internal static class TestPrograms
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cases", "programs");

    public static IReadOnlyDictionary<string, InterventionProgram> All { get; } = Directory.EnumerateFiles(Folder, "*.yaml")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => ProgramReader.Read(Path.GetFileName(path), File.ReadAllText(path)));

    public static InterventionProgram ThreeDays => All["three-days"];
}
