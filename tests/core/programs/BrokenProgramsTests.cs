using System.Globalization;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Checking;
using MicroCare.Tests.Core.Journeys;

namespace MicroCare.Tests.Core.Programs;

/// <summary>
/// Each file of tests/cases/programs/broken is one small program with one thing wrong; its first line, <c># expect: LINE part of the message</c>, says where the
/// author is sent and what is said.
/// </summary>
public sealed class BrokenProgramsTests
{
    private const string Expect = "# expect: ";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cases", "programs", "broken");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Program_WithOneThingWrong_IsToldOfThere(string file)
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, file));
        var expected = yaml.Split('\n')[0][Expect.Length..].Split(' ', 2);
        var line = int.Parse(expected[0], CultureInfo.InvariantCulture);

        var problems = Problems(file, yaml);

        Assert.True(
            problems.Any(problem => problem.Line == line && problem.Message.Contains(expected[1], StringComparison.Ordinal)),
            $"Line {line} should be told of with '{expected[1]}'. Told:\n{string.Join('\n', problems)}");
        Assert.All(problems, problem => Assert.True(problem.Column >= 1 && problem.File == file, problem.ToString()));
    }

    [Fact]
    public void Program_OfTenMegabytes_IsRefused()
    {
        var problem = Assert.Single(Problems("big.yaml", "id: big\n# " + new string('x', 10_000_000)));

        Assert.Equal(1, problem.Line);
        Assert.Contains("is the most. Split it.", problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ProgramProblem> Problems(string file, string yaml)
    {
        try
        {
            return ProgramCheck.Check(file, ProgramReader.Read(file, yaml, TestPrograms.Instruments));
        }
        catch (ProgramFormatException fault)
        {
            return fault.Problems;
        }
    }
}
