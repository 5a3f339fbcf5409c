using MicroCare.Adapters.Clinics;
using MicroCare.Core.Programs;
using MicroCare.Tests.Stack;

namespace MicroCare.Tests.Adapters.Clinics;

/// <summary>The folder with the clinics' files.</summary>
public sealed class ClinicFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("microcare-clinics").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Folder_WithoutAFile_IsNamed() =>
        Assert.Contains(_folder, Assert.Throws<InvalidOperationException>(() => ClinicFiles.Read(_folder, _ => null, isDevelopment: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_WithMistakes_AreAllTold()
    {
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), "id: aa\nname: A\n");
        File.WriteAllText(Path.Combine(_folder, "b.yaml"), "id: aa\nname: B\n");
        File.WriteAllText(Path.Combine(_folder, "c.yaml"), "id: cc\n");
        var fault = Assert.Throws<ProgramFormatException>(() => ClinicFiles.Read(_folder, _ => null, isDevelopment: false));

        Assert.Equal(["b.yaml", "c.yaml"], fault.Problems.Select(problem => Path.GetFileName(problem.File)));
    }

    [Fact]
    public async Task Service_WithASettingThatIsMissing_DoesNotStart()
    {
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), "id: aa\nname: A\non_call: [[{ name: Nurse, phone: \"${NOT_SET_ANYWHERE}\" }]]\n");
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => ServiceUnderTest.StartAsync(
            new DateTimeOffset(2026, 10, 30, 15, 0, 0, TimeSpan.Zero), change: options => options.Settings["MicroCare__ClinicsFolder"] = _folder));
        Assert.Contains("The setting NOT_SET_ANYWHERE is missing", fault.ToString(), StringComparison.Ordinal);
    }
}
