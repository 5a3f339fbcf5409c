using System.Text.Json;
using MicroCare.Core.Programs;
using MicroCare.Local.Programs;

namespace MicroCare.Tests.Local.Programs;

public sealed class ProgramChangesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cases", "diff");
    private static readonly string OldFile = File.ReadAllText(Path.Combine(Folder, "walks.yaml")).ReplaceLineEndings("\n");
    private static readonly IReadOnlyList<DiffCase> All =
        JsonSerializer.Deserialize<List<DiffCase>>(File.ReadAllText(Path.Combine(Folder, "cases.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Cases() => [.. All.Select(one => one.Description)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Between_EditedVersion_TellsWhatChangesAndForWhom(string description)
    {
        var one = All.Single(other => other.Description == description);
        var edited = one.Edits.Aggregate(OldFile, (file, edit) => file.Contains(edit[0], StringComparison.Ordinal)
            ? file.Replace(edit[0], edit[1], StringComparison.Ordinal)
            : throw new InvalidOperationException($"The file has no '{edit[0]}'."));
        var old = OldFile.Replace("version: 1\n", $"version: {one.OldVersion}\n", StringComparison.Ordinal);

        var told = Told(old, edited);

        Assert.All(one.Expected, line => Assert.Contains(line, told));
        Assert.All(one.Absent, words => Assert.DoesNotContain(told, line => line.StartsWith(words, StringComparison.Ordinal)));
    }

    [Fact]
    public void Between_SameFile_TellsNothing() => Assert.Empty(Told(OldFile, OldFile));

    [Fact]
    public void Between_OtherProgram_SaysSo() =>
        Assert.Contains("These are two programs, walks and talks, and not two versions of one.", Told(OldFile, OldFile.Replace("id: walks", "id: talks", StringComparison.Ordinal)));

    private static List<string> Told(string old, string @new) =>
    [
        .. ProgramChanges.Between(ProgramReader.Read("old.yaml", old), ProgramReader.Read("new.yaml", @new))
            .SelectMany(section => section.Lines.Select(line => line.ToString()).Prepend(section.Title)),
    ];

    private sealed record DiffCase(string Description, string[][] Edits, string[] Expected, string[] Absent, int OldVersion = 1);
}
